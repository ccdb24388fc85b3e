/** Tables as text: what spreadsheets and other administrations write and read. */

export type Delimiter = ',' | ';' | '\t';

export interface Row {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly rows: readonly Row[];
  /** Set when the text is no CSV; then there are no rows. */
  readonly problem?: { readonly line: number; readonly message: string };
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

/** Undoes what writing does to cells that look like a formula, so that what was exported can be imported. */
export function unescaped(cell: string): string {
  return /^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell;
}

/** What separates the names in the first line; quoted text does not count. */
function delimiterOf(text: string): Delimiter {
  const names = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => names.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}
