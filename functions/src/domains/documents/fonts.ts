/**
 * The fonts of a document: Noto Sans in slices, of which only those that its characters need are opened.
 *
 * A Dutch invoice opens 28 kB per weight. An Arabic or Chinese name adds the one or two slices that can draw
 * it. The files stand in `fonts/` beside this one; the build copies them to `lib/fonts`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

/** The weights in use. */
export type Weight = 400 | 600;

/** One font file in two uses: its bytes to embed, its metrics to measure. */
export interface FontFile {
  readonly bytes: Uint8Array;
  readonly metrics: Font;
}

/** The fonts of one document, in the order in which they are asked for a character. */
export type FontChain = Record<Weight, readonly FontFile[]>;

interface Slice {
  readonly family: string;
  readonly files: Readonly<Record<string, string>>;
  readonly ranges: readonly (readonly [number, number])[];
}

const BASE: Slice = {
  family: 'Noto Sans',
  files: { 400: 'noto-sans-400.ttf', 600: 'noto-sans-600.ttf' },
  ranges: [],
};

/** Characters that the base slice draws, left to right and without shaping: almost all that is written in western Europe. */
const PLAIN = /^[ -~\u00a0-\u00ff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122\u2212]*$/;

/** Whether a line can be drawn as it is in the first font of any chain. */
export function isPlain(line: string): boolean {
  return PLAIN.test(line);
}

/** Beside this file or beside the bundle, whichever is running. */
function findFontFolder(): string {
  const folder = fileURLToPath(new URL('./fonts/noto', import.meta.url));
  if (!existsSync(join(folder, 'slices.json'))) throw new Error(`The fonts are not at ${folder}`);
  return folder;
}

let fontFolder: string | undefined;
let allSlices: readonly Slice[] | undefined;
const opened = new Map<string, FontFile>();

function neededSlices(text: string, folder: string): Slice[] {
  const lines = text.split('\n');
  if (lines.every(isPlain)) return [BASE];
  allSlices ??= JSON.parse(readFileSync(join(folder, 'slices.json'), 'utf8')) as readonly Slice[];
  const codePoints = new Set([...text].map((character) => character.codePointAt(0) ?? 0));
  const needed: Slice[] = [BASE];
  for (const slice of allSlices) {
    const drawn = [...codePoints].filter((code) => slice.ranges.some(([from, to]) => code >= from && code <= to));
    for (const code of drawn) codePoints.delete(code);
    // The list begins with the base, so that it keeps the characters that several slices can draw.
    if (drawn.length > 0 && slice.family !== BASE.family) needed.push(slice);
  }
  return needed;
}

function open(file: string, folder: string): FontFile {
  const known = opened.get(file);
  if (known) return known;
  const bytes = readFileSync(join(folder, file));
  const metrics = create(bytes);
  if ('fonts' in metrics) throw new Error(`${file} holds several fonts`);
  const font = { bytes, metrics };
  opened.set(file, font);
  return font;
}

/** Opens the fonts that can draw `text`. A character that none of them has is drawn as an empty box. */
export function openFonts(text: string): FontChain {
  fontFolder ??= findFontFolder();
  const folder = fontFolder;
  const slices = neededSlices(text, folder);
  const chain = (weight: Weight): FontFile[] => slices.map(({ files }) => open(files[weight] ?? files[400] ?? '', folder));
  return { 400: chain(400), 600: chain(600) };
}

/** The place in the chain of the font that draws a character; the first when none does. */
export function fontIndex(codePoint: number, fonts: readonly FontFile[]): number {
  return Math.max(0, fonts.findIndex(({ metrics }) => metrics.hasGlyphForCodePoint(codePoint)));
}
