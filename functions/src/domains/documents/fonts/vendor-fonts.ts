/**
 * Makes the font files beside it from the `@fontsource` packages of the registry.
 *
 *   node --import tsx functions/src/domains/documents/fonts/vendor-fonts.ts FOLDER
 *
 * FOLDER holds the unpacked packages `noto-sans`, `noto-sans-arabic`, `noto-sans-hebrew` and
 * `noto-sans-sc` (version 5.3.0). Each WOFF slice becomes a plain TrueType file, which opens without
 * unpacking anything, and `slices.json` says which characters each file can draw.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { create } from 'fontkit';

const [source] = process.argv.slice(2);
if (!source) throw new Error('Say in which folder the unpacked font packages are');
const target = fileURLToPath(new URL('./noto', import.meta.url));

interface Table {
  readonly tag: string;
  readonly bytes: Buffer;
}

/** The tables of a WOFF 1.0 file, unpacked (https://www.w3.org/TR/WOFF/). */
function tablesOf(woff: Buffer): Table[] {
  const count = woff.readUInt16BE(12);
  return Array.from({ length: count }, (_, index) => {
    const entry = 44 + index * 20;
    const offset = woff.readUInt32BE(entry + 4);
    const packedLength = woff.readUInt32BE(entry + 8);
    const length = woff.readUInt32BE(entry + 12);
    const packed = woff.subarray(offset, offset + packedLength);
    return {
      tag: woff.toString('latin1', entry, entry + 4),
      bytes: packedLength < length ? inflateSync(packed) : Buffer.from(packed),
    };
  });
}

/**
 * A name table with what a reader needs and no more. Every slice of a family carries the same
 * PostScript name, and a PDF writer takes two fonts of one name for one font; so each gets its own.
 */
function nameTable(names: ReadonlyMap<number, string>): Buffer {
  const records = [...names].map(([id, text]) => ({ id, bytes: Buffer.from(text, 'utf16le').swap16() }));
  const header = Buffer.alloc(6 + records.length * 12);
  header.writeUInt16BE(records.length, 2);
  header.writeUInt16BE(header.length, 4);
  let offset = 0;
  records.forEach(({ id, bytes }, index) => {
    const at = 6 + index * 12;
    // Platform 3, encoding 1, language 0x409: Windows, Unicode, English.
    [3, 1, 0x409, id, bytes.length, offset].forEach((value, field) => header.writeUInt16BE(value, at + field * 2));
    offset += bytes.length;
  });
  return Buffer.concat([header, ...records.map(({ bytes }) => bytes)]);
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

/** Joins tables to a TrueType file with correct checksums. */
function trueType(tables: readonly Table[]): Buffer {
  const sorted = [...tables].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const power = Math.floor(Math.log2(sorted.length));
  const header = Buffer.alloc(12 + sorted.length * 16);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(sorted.length, 4);
  header.writeUInt16BE(2 ** power * 16, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE((sorted.length - 2 ** power) * 16, 10);
  let offset = header.length;
  let head = 0;
  sorted.forEach(({ tag, bytes }, index) => {
    const at = 12 + index * 16;
    if (tag === 'head') {
      head = offset;
      bytes.writeUInt32BE(0, 8);
    }
    header.write(tag, at, 'latin1');
    [checksum(padded(bytes)), offset, bytes.length].forEach((value, field) => header.writeUInt32BE(value, at + 4 + field * 4));
    offset += padded(bytes).length;
  });
  const file = Buffer.concat([header, ...sorted.map(({ bytes }) => padded(bytes))]);
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, head + 8);
  return file;
}

/** `[from, to]` pairs of the characters a font draws. */
function rangesOf(characters: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const character of [...characters].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && character <= last[1] + 1) last[1] = character;
    else ranges.push([character, character]);
  }
  return ranges;
}

interface Slice {
  readonly family: string;
  readonly files: Record<string, string>;
  readonly ranges: [number, number][];
}

/**
 * Scripts whose letters change shape beside each other. In the others the substitutions are of small capitals,
 * old-style figures and the like, which nobody asks for and every line pays for.
 */
const SUBSTITUTING = /arabic|hebrew/;

function vendor(pack: string, subset: string, family: string, weights: readonly number[]): Slice {
  const files: Record<string, string> = {};
  let ranges: [number, number][] = [];
  for (const weight of weights) {
    const woff = readFileSync(join(source ?? '', pack, 'files', `${pack}-${subset}-${weight}-normal.woff`));
    const postScript = `${family.replaceAll(' ', '')}-${weight}`;
    const names = new Map([
      [0, 'Copyright The Noto Project Authors (https://github.com/notofonts)'],
      [1, family],
      [2, weight === 400 ? 'Regular' : 'Bold'],
      [4, postScript],
      [6, postScript],
      [13, 'This Font Software is licensed under the SIL Open Font License, Version 1.1.'],
    ]);
    const dropped = ['name', 'STAT', ...(SUBSTITUTING.test(pack) ? [] : ['GSUB', 'GDEF'])];
    const kept = tablesOf(woff).filter(({ tag }) => !dropped.includes(tag));
    const file = trueType([...kept, { tag: 'name', bytes: nameTable(names) }]);
    const name = `${family.toLowerCase().replaceAll(' ', '-')}-${weight}.ttf`;
    writeFileSync(join(target, name), file);
    files[String(weight)] = name;
    const opened = create(file);
    if ('fonts' in opened) throw new Error(`${name} is a collection`);
    ranges = rangesOf(opened.characterSet);
  }
  return { family, files, ranges };
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const both = [400, 600];
const slices: Slice[] = [
  vendor('noto-sans', 'latin', 'Noto Sans', both),
  ...['latin-ext', 'vietnamese', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext'].map((subset) =>
    vendor('noto-sans', subset, `Noto Sans ${subset.replace('-', ' ')}`, both),
  ),
  vendor('noto-sans-arabic', 'arabic', 'Noto Sans Arabic', both),
  vendor('noto-sans-hebrew', 'hebrew', 'Noto Sans Hebrew', both),
];
const chinese = Object.keys(JSON.parse(readFileSync(join(source, 'noto-sans-sc', 'unicode.json'), 'utf8')) as object)
  .filter((key) => key.startsWith('['))
  // One weight is enough for names, and keeps the folder small.
  .map((key) => vendor('noto-sans-sc', key.slice(1, -1), `Noto Sans SC ${key.slice(1, -1)}`, [400]));
writeFileSync(join(target, 'slices.json'), `${JSON.stringify([...slices, ...chinese])}\n`);
