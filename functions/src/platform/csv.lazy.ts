/** CSV by the libraries of the csv project. A lazy leaf: loaded by the first import or export, see `csv.ts`. */
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { harmless } from './csv.ts';
import type { Delimiter, Row, Table } from './csv.ts';

/** Rows with the line on which each begins; text that is no CSV gives a problem instead. */
export function readRows(text: string, delimiter: Delimiter): Table {
  try {
    const options = { bom: true, delimiter, info: true, relax_column_count: true } as const;
    const records = parse(text, options) as unknown as { info: { lines: number }; record: string[] }[];
    const rows: Row[] = [];
    let line = 1;
    for (const { info, record } of records) {
      // A quoted field may hold line breaks, so a row begins where the one before it ended.
      if (record.some((cell) => cell.trim() !== '')) rows.push({ line, cells: record });
      line = info.lines + 1;
    }
    return { rows };
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const line = (thrown as { lines?: unknown }).lines;
    return { rows: [], problem: { line: typeof line === 'number' ? line : 1, say: NOT_CSV } };
  }
}

const NOT_CSV = {
  en: 'is not CSV: a quote is missing or stands in the wrong place',
  nl: 'is geen CSV: een aanhalingsteken ontbreekt of staat op de verkeerde plaats',
};

/** CSV that a spreadsheet opens without running anything: cells that look like a formula get an apostrophe in front. */
export function writeRows(rows: readonly (readonly string[])[], { delimiter, bom }: { delimiter: Delimiter; bom: boolean }): string {
  return stringify(rows.map((row) => row.map(harmless)), { delimiter, bom, record_delimiter: 'windows' });
}
