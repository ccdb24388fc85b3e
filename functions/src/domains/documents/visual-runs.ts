/**
 * A line in the order in which it is drawn: runs of one direction and one font, from left to right
 * (Unicode Standard Annex 9, by bidi-js).
 */
import bidiFactory, { type Bidi } from 'bidi-js';
import { fontIndex, type FontFile } from './fonts.ts';
import { directionOf } from './printable-text.ts';

/** Text for one call of the drawing library, which reverses Arabic and Hebrew by itself. */
export interface TextRun {
  readonly text: string;
  /** The place of its font in the chain. */
  readonly font: number;
}

interface Level {
  readonly text: string;
  readonly level: number;
}

const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const NEUTRAL = /^[\s\p{P}\p{M}]$/u;

// Its types describe a default export that CommonJS does not have: what is imported is the function itself.
const makeBidi = bidiFactory as unknown as () => Bidi;
let bidi: Bidi | undefined;

/** Parts of one embedding level each, in the order of reading. */
function levelsOf(line: string): Level[] {
  bidi ??= makeBidi();
  const { levels } = bidi.getEmbeddingLevels(line, directionOf(line));
  const mirrored = bidi.getMirroredCharactersMap(line, levels);
  const parts: Level[] = [];
  for (let index = 0; index < line.length; index += 1) {
    const level = levels[index] ?? 0;
    const character = mirrored.get(index) ?? line.charAt(index);
    const last = parts.at(-1);
    if (last?.level === level) parts[parts.length - 1] = { level, text: last.text + character };
    else parts.push({ level, text: character });
  }
  return parts;
}

/** Rule L2: from the highest level down to the lowest odd one, reverse every stretch at that level or above. */
function inVisualOrder(parts: Level[]): Level[] {
  const ordered = [...parts];
  const highest = Math.max(...parts.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    let from = 0;
    while (from < ordered.length) {
      let to = from;
      while ((ordered[to]?.level ?? -1) >= level) to += 1;
      if (to > from + 1) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = to + 1;
    }
  }
  return ordered;
}

/** Runs of one font. A space or mark stays with the letters before it where their font has it. */
function byFont(text: string, fonts: readonly FontFile[]): TextRun[] {
  const runs: TextRun[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const last = runs.at(-1);
    const stays = last && NEUTRAL.test(character) && fonts[last.font]?.metrics.hasGlyphForCodePoint(codePoint);
    const font = stays ? last.font : fontIndex(codePoint, fonts);
    if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + character };
    else runs.push({ font, text: character });
  }
  return runs;
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

/** The runs of a line from left to right, whatever direction its scripts have. */
export function visualRuns(line: string, fonts: readonly FontFile[]): TextRun[] {
  if (!RIGHT_TO_LEFT_LETTER.test(line)) return byFont(line, fonts);
  return inVisualOrder(levelsOf(line)).flatMap(({ text, level }) => {
    const runs = byFont(text, fonts);
    if (level % 2 === 0) return runs;
    // The library turns a run around by its script; punctuation between scripts has none.
    return runs.reverse().map((run) => (RIGHT_TO_LEFT_LETTER.test(run.text) ? run : { ...run, text: reversed(run.text) }));
  });
}
