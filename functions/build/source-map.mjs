import { readFile, writeFile } from 'node:fs/promises';

/**
 * Takes the libraries out of a source map file. A stack leads through them by the names of their functions all the
 * same, and reading a map with them takes more memory than the smallest function has.
 * @param shift how much a place of the generated code has moved to the right since the map was made
 */
export async function keepOwnMappings(file, shift) {
  const map = JSON.parse(await readFile(file, 'utf8'));
  const own = map.sources.map((source) => !source.includes('node_modules/'));
  const mappings = filterMappings(map.mappings, own, shift);
  await writeFile(file, JSON.stringify({ ...map, sources: [...map.sources.map((source, i) => (own[i] ? source : '')), ''], names: [], mappings }));
}

/**
 * Drops the mappings of all sources but some, whose numbers stay. What is dropped points to one more source at the end
 * of the list: Node does not see a mapping end where the format has it end, without a source.
 */
export function filterMappings(mappings, keep, shift = () => 0) {
  const nowhere = { source: keep.length, line: 0, column: 0 };
  const read = { source: 0, line: 0, column: 0 };
  const written = { source: 0, line: 0, column: 0 };
  const filterLine = (line, number) => {
    let generated = 0;
    let last = 0;
    let inside = false;
    const kept = [];
    for (const segment of line === '' ? [] : line.split(',')) {
      const [generatedBy, sourceBy, lineBy, columnBy] = decode(segment);
      generated += generatedBy;
      if (sourceBy !== undefined) advance(read, sourceBy, lineBy, columnBy);
      const wanted = sourceBy !== undefined && keep[read.source];
      // One segment says that we are nowhere; more of them say nothing new.
      if (!wanted && !inside) continue;
      const to = wanted ? read : nowhere;
      const place = generated + shift(number, generated);
      kept.push(encode([place - last, to.source - written.source, to.line - written.line, to.column - written.column]));
      last = place;
      inside = wanted;
      Object.assign(written, to);
    }
    return kept.join(',');
  };
  return mappings.split(';').map(filterLine).join(';');
}

function advance(position, source, line, column) {
  position.source += source;
  position.line += line;
  position.column += column;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** Base 64 VLQ: five bits a digit, the lowest first; bit 6 says that more follow, the lowest bit of all is the sign. */
function decode(segment) {
  const numbers = [];
  let number = 0;
  let shift = 0;
  for (const digit of segment) {
    const value = VALUES.get(digit);
    number |= (value & 31) << shift;
    shift += 5;
    if (value & 32) continue;
    numbers.push(number & 1 ? -(number >>> 1) : number >>> 1);
    number = 0;
    shift = 0;
  }
  return numbers;
}

function encode(numbers) {
  return numbers.map(encodeNumber).join('');
}

function encodeNumber(number) {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let digits = '';
  do {
    const five = rest & 31;
    rest >>>= 5;
    digits += DIGITS[rest > 0 ? five | 32 : five];
  } while (rest > 0);
  return digits;
}
