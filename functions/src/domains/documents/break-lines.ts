/**
 * Breaks text into lines before anything is drawn.
 *
 * Knowing every height beforehand is what makes page breaks, carried totals and page numbers exact in a
 * single pass over the document.
 */
import { fontIndex, type FontChain, type FontFile, type Weight } from './fonts.ts';
import { printable } from './printable-text.ts';

/** Measures and breaks text in the fonts of one document. Sizes and widths are in points. */
export interface Typesetter {
  /** The lines of `text` in a column; at least one, which may be empty. */
  breakLines(text: string, width: number, size: number, weight?: Weight): string[];
  /** The width a column needs so that `text` stays on one line. */
  widthOf(text: string, size: number, weight?: Weight): number;
}

/** Kerning and the joining of scripts are not measured; this part of the width is kept free for them. */
const RESERVE = 0.97;

/** Pieces that stay together: words with the spaces after them, parts after a hyphen or slash, single ideographs. */
function pieces(paragraph: string): string[] {
  return paragraph.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60] *|[^ \-/\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]*[-/]?(?:[ ]+|(?=[^ ])|$)/gu)?.filter(Boolean) ?? [];
}

function advances(fonts: readonly FontFile[]): (codePoint: number) => number {
  const known = new Map<number, number>();
  return (codePoint) => {
    let width = known.get(codePoint);
    if (width === undefined) {
      const metrics = fonts[fontIndex(codePoint, fonts)]?.metrics;
      width = metrics ? metrics.glyphForCodePoint(codePoint).advanceWidth / metrics.unitsPerEm : 1;
      known.set(codePoint, width);
    }
    return width;
  };
}

/** Makes the typesetter for the fonts of one document. */
export function typesetter(chain: FontChain): Typesetter {
  const measures = { 400: advances(chain[400]), 600: advances(chain[600]) };
  const measure = (weight: Weight) => (text: string): number => {
    let sum = 0;
    for (const character of text) sum += measures[weight](character.codePointAt(0) ?? 0);
    return sum;
  };
  return {
    breakLines(text, width, size, weight = 400) {
      const room = (width * RESERVE) / size;
      const widthOf = measure(weight);
      return printable(text)
        .split('\n')
        .flatMap((paragraph) => breakParagraph(paragraph.trim(), room, widthOf));
    },
    // A hair more than the inverse, or rounding would break the text it was measured for.
    widthOf: (text, size, weight = 400) => (measure(weight)(printable(text)) * size) / RESERVE + 0.01,
  };
}

function breakParagraph(paragraph: string, room: number, widthOf: (piece: string) => number): string[] {
  if (widthOf(paragraph) <= room) return [paragraph];
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const finish = (): void => {
    if (line.trim()) lines.push(line.trimEnd());
    line = '';
    used = 0;
  };
  for (const piece of pieces(paragraph)) {
    if (used + widthOf(piece.trimEnd()) > room) finish();
    for (const part of fitting(piece, room, widthOf)) {
      if (used > 0 && used + widthOf(part.trimEnd()) > room) finish();
      line += part;
      used += widthOf(part);
    }
  }
  finish();
  return lines;
}

/** A piece wider than the whole line is cut wherever the line is full. */
function fitting(piece: string, room: number, widthOf: (piece: string) => number): string[] {
  if (widthOf(piece.trimEnd()) <= room) return [piece];
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(piece)) {
    const width = widthOf(segment);
    if (part && used + width > room) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += segment;
    used += width;
  }
  return [...parts, part];
}

