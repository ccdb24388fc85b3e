/**
 * The fonts of a document: Noto Sans in slices, of which only those that its characters need are opened.
 *
 * A Dutch invoice opens 28 kB per weight. An Arabic or Chinese name adds the one or two slices that can draw
 * it. The files stand in `functions/fonts`, outside the source, because they are deployed as they are.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Font } from '@react-pdf/renderer';

/** The weights in use. */
export type Weight = 400 | 600;

/** What the layout needs to know of an opened font. */
export interface FontMetrics {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
}

/** Families in the order in which they are asked for a character, with their metrics per weight. */
export interface FontChain {
  readonly families: readonly string[];
  readonly metrics: Record<Weight, readonly FontMetrics[]>;
}

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

/** Both from the sources and from the bundle the folder is found by walking up. */
function findFontFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'fonts', 'noto', 'slices.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The folder fonts/noto is not deployed beside the code');
    folder = parent;
  }
  return join(folder, 'fonts', 'noto');
}

let fontFolder: string | undefined;
let allSlices: readonly Slice[] | undefined;
const registered = new Set<string>();

function sliceList(folder: string): readonly Slice[] {
  allSlices ??= JSON.parse(readFileSync(join(folder, 'slices.json'), 'utf8')) as readonly Slice[];
  return allSlices;
}

/** Characters that the base slice draws: almost all of what is written in western Europe. */
const BASE_ONLY = /^[\n -~\u00a0-\u00ff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122\u2212]*$/;

function neededSlices(text: string, folder: string): Slice[] {
  if (BASE_ONLY.test(text)) return [BASE];
  const codePoints = new Set([...text].map((character) => character.codePointAt(0) ?? 0));
  const needed: Slice[] = [BASE];
  for (const slice of sliceList(folder)) {
    const drawn = [...codePoints].filter((code) => slice.ranges.some(([from, to]) => code >= from && code <= to));
    for (const code of drawn) codePoints.delete(code);
    // The first slice is the base, asked first so that it keeps the characters that several can draw.
    if (drawn.length > 0 && slice.family !== BASE.family) needed.push(slice);
  }
  return needed;
}

function register(slice: Slice, folder: string): void {
  if (registered.has(slice.family)) return;
  const fonts = Object.entries(slice.files).map(([weight, file]) => ({ src: join(folder, file), fontWeight: Number(weight) }));
  Font.register({ family: slice.family, fonts });
  registered.add(slice.family);
}

async function metricsOf(family: string, fontWeight: Weight): Promise<FontMetrics> {
  const descriptor = { fontFamily: family, fontWeight };
  await Font.load(descriptor);
  // The engine says nothing of the type, but these are fonts of fontkit, and we use only what it documents.
  const font = Font.getFont(descriptor)?.data as FontMetrics | null | undefined;
  if (!font) throw new Error(`The font ${family} did not load`);
  return font;
}

/** Opens the fonts that can draw `text`. Characters that none of them has are drawn as an empty box. */
export async function loadFonts(text: string): Promise<FontChain> {
  fontFolder ??= findFontFolder();
  const families: string[] = [];
  for (const slice of neededSlices(text, fontFolder)) {
    register(slice, fontFolder);
    families.push(slice.family);
  }
  const load = (weight: Weight): Promise<FontMetrics[]> => Promise.all(families.map((family) => metricsOf(family, weight)));
  return { families, metrics: { 400: await load(400), 600: await load(600) } };
}

// Words are never hyphenated: names and item numbers stay whole, and our own line breaks are final.
Font.registerHyphenationCallback((word) => [word]);
