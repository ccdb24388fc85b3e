/** Tables as text: what spreadsheets and other administrations write and read. */

import { type Say } from './errors.ts';

export type Delimiter = ',' | ';' | '\t';

export interface Row {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly rows: readonly Row[];
  /** Set when the text is no CSV; then there are no rows. */
  readonly problem?: { readonly line: number; readonly say: Say };
}

const DELIMITERS: readonly Delimiter[] = [';', ',', '\t'];

/** The rows of a file, empty ones left out. */
export async function readTable(text: string): Promise<Table> {
  const { readRows } = await import('./csv.lazy.ts');
  return readRows(text, delimiterOf(text));
}

/** A file of rows. */
export async function writeTable(rows: readonly (readonly string[])[], options: { readonly delimiter: Delimiter; readonly bom: boolean }): Promise<string> {
  const { writeRows } = await import('./csv.lazy.ts');
  return writeRows(rows, options);
}

/** How a cell begins that a spreadsheet would run: also in full width, and behind apostrophes, of which a spreadsheet takes one. */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+(?:[.,]\d+)?$/;

/** The cell as no spreadsheet runs it. A number below zero is no formula. */
export function harmless(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** Undoes `harmless`, so that what was exported can be imported. */
export function unescaped(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** The text of a file: UTF-8 or UTF-16 by its mark, UTF-8 when it is that, else Windows-1252, which Excel writes in Western Europe. */
export function decodeText(bytes: Uint8Array): string {
  const mark = Buffer.from(bytes.subarray(0, 3)).toString('hex');
  if (mark.startsWith('fffe')) return new TextDecoder('utf-16le').decode(bytes);
  if (mark.startsWith('feff')) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1').replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? '\uFFFD');
  }
}

/**
 * What Windows-1252 has at 0x80 to 0x9f, where Latin 1 has controls (https://encoding.spec.whatwg.org/index-windows-1252.txt).
 * Not by `TextDecoder`: some releases of Node take the one for the other.
 */
const WINDOWS_1252 = [...'€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ'];

/** What separates the names in the first line; quoted text does not count. */
function delimiterOf(text: string): Delimiter {
  const names = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => names.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}
