import { readFile, writeFile } from 'node:fs/promises';

const OTHERS = /[^\0-\x7f]/g;

/**
 * Escapes the characters that esbuild leaves as they are, which are those in regular expressions and tagged templates:
 * `load.js` reads one byte per character and would take each for two.
 * @returns how much further to the right a place of the generated code stands after it
 */
export async function writeAscii(file) {
  const code = await readFile(file, 'utf8');
  const places = code.split('\n').map((line) => [...line.matchAll(OTHERS)].map(({ index }) => index));
  if (places.every((line) => line.length === 0)) return () => 0;
  await writeFile(file, code.replace(OTHERS, escaped));
  return (line, column) => (places[line] ?? []).filter((place) => place < column).length * (escaped('é').length - 1);
}

function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
