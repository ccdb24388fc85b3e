import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answers, folded, MAX_WORDS, PREFIX_LETTERS, prefixOf, searchTerms, searchWords, wordsOf } from './search-words.ts';

describe('words of a customer', () => {
  test('accents, ligatures and case do not count', () => {
    expect(folded('Café Ĳsbeer Ørsted Łódź Straße')).toBe('cafe ijsbeer orsted lodz strasse');
  });

  test('an e-mail address is found by each of its parts', () => {
    expect(wordsOf(['jan.de-vries@bakker.nl'])).toEqual(['jan', 'de', 'vries', 'bakker', 'nl']);
  });

  test.each(["O'Brien", 'O’Brien'])('%s is found with and without its apostrophe', (name) => {
    for (const question of ['obr', 'brien', "o'brien"]) expect(answers([name], searchTerms(question))).toBe(true);
  });

  test('a Chinese name is found from any of its characters', () => {
    expect(answers(['北京烤鸭店'], searchTerms('烤鸭'))).toBe(true);
  });

  test('prefixes and words are bounded', () => {
    const long = Array.from({ length: 400 }, (_, index) => `woord${index}isheellangenblijftdoorgaan`).join(' ');
    const stored = searchWords([long]);
    expect(stored.length).toBeLessThanOrEqual(MAX_WORDS * PREFIX_LETTERS);
    expect(Math.max(...stored.map((prefix) => prefix.length))).toBe(PREFIX_LETTERS);
  });
});

describe('questions', () => {
  test('terms are words, each once; long ones are found by their beginning', () => {
    expect(searchTerms('de Bakkerijwinkel, Utr DE')).toEqual(['de', 'bakkerijwinkel', 'utr']);
    expect(prefixOf('bakkerijwinkel')).toBe('bakkerijwi');
    expect(searchTerms('  ?! ')).toEqual([]);
  });

  test('every beginning of every word finds the text again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 15 }), { minLength: 1, maxLength: 5 }), fc.nat(), (texts, seed) => {
        const words = wordsOf(texts).slice(0, MAX_WORDS);
        fc.pre(words.length > 0);
        const letters = [...(words[seed % words.length] ?? '')];
        const terms = searchTerms(letters.slice(0, 1 + (seed % letters.length)).join(''));
        const stored = searchWords(texts);
        expect(terms.every((term) => stored.includes(prefixOf(term)))).toBe(true);
        expect(answers(texts, terms)).toBe(true);
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });
});
