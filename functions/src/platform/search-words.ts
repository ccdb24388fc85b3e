/**
 * Finding a document by the beginning of any word: what Firestore is asked with `array-contains`.
 *
 * Every word is stored with its prefixes, folded: case, accents and ligatures do not count. Both the words of a
 * document and the letters of a prefix are bounded, so that no document outgrows its index.
 */

/** Letters of a stored prefix; a longer term finds by these and is compared in full afterwards. */
export const PREFIX_LETTERS = 10;
/** Words of one document that can be found, in the order in which they were given. */
export const MAX_WORDS = 30;
/** Terms of one question that count. */
const MAX_TERMS = 8;

/** Letters that Unicode does not decompose, as people without them on the keyboard write them. */
const LOOKALIKES: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ħ: 'h', ŋ: 'n' };

/** Scripts written without spaces: there a word may begin at any letter. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The text in small letters without accents: `Café Ĳsbeer` becomes `cafe ijsbeer`. Also what names are sorted by. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøæœđðłıþħŋ]/g, (letter) => LOOKALIKES[letter] ?? letter);
}

/** The words of several texts, folded, each once. `O'Brien` counts as `o`, `brien` and `obrien`. */
export function wordsOf(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => {
    const plain = folded(text);
    return [...split(plain), ...split(plain.replace(/['’ʼ`]/g, ''))].flatMap(beginnings);
  });
  return [...new Set(words)];
}

/** What to store with a document, so that it is found by any of its words. */
export function searchWords(texts: readonly string[]): string[] {
  const prefixes = new Set<string>();
  for (const word of wordsOf(texts).slice(0, MAX_WORDS)) {
    const letters = [...word].slice(0, PREFIX_LETTERS);
    for (let length = 1; length <= letters.length; length += 1) prefixes.add(letters.slice(0, length).join(''));
  }
  return [...prefixes];
}

/** The terms of a question: all of them must begin a word of what is found. None: everything answers it. */
export function searchTerms(question: string): string[] {
  return [...new Set(split(folded(question)))].slice(0, MAX_TERMS);
}

/** The stored prefix that finds a term; of a longer term only the beginning is stored. */
export function prefixOf(term: string): string {
  return [...term].slice(0, PREFIX_LETTERS).join('');
}

/** Whether each term begins one of the words that `texts` can be found by. */
export function answers(texts: readonly string[], terms: readonly string[]): boolean {
  const words = wordsOf(texts).slice(0, MAX_WORDS);
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}

function split(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function beginnings(word: string): string[] {
  if (!UNSPACED.test(word)) return [word];
  const letters = [...word];
  return letters.map((_letter, start) => letters.slice(start).join(''));
}
