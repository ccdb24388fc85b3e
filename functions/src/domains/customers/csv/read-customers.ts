import * as z from 'zod';
import { NewCustomer } from '../customer.ts';
import { columnNamed, COLUMNS, type Column } from './columns.ts';
import { readTable, unescaped, type Row } from '../../../platform/csv.ts';

/** One import is one transaction, and Firestore bounds those; see `commit-import.ts`. */
export const MAX_ROWS = 5000;
/** An export has it; an import passes over it, since customers get numbers of the administration they come to. */
export const OUR_NUMBER = 'number';
const MAX_ISSUES = 20_000;

/** What is wrong with one cell, or with a whole row or file where there is no column to name. */
export const CsvIssue = z.object({
  /** Of the file, from 1; the names of the columns stand in the first line. */
  line: z.int(),
  /** Its name in the file. */
  column: z.string().nullable(),
  /** Its place, from 1. */
  columnNumber: z.int().nullable(),
  message: z.string(),
});
export type CsvIssue = z.output<typeof CsvIssue>;

export interface ReadCustomers {
  readonly customers: readonly NewCustomer[];
  /** Rows with something in them, besides the first. */
  readonly rows: number;
  readonly issues: readonly CsvIssue[];
}

/** A column of this file: ours, under the name and at the place that it has here. */
interface FileColumn {
  readonly column: Column;
  readonly header: string;
  readonly index: number;
}

/**
 * Reads a whole file and says everything that is wrong with it.
 * @param country the country of addresses that do not name one
 */
export async function readCustomers(text: string, country: string): Promise<ReadCustomers> {
  const { rows, problem } = await readTable(text);
  if (problem !== undefined) return onlyIssues(0, [issue(problem.line, problem.message)]);
  if (text.includes('\uFFFD')) return onlyIssues(0, [issue(1, 'the file is not UTF-8; save it as CSV UTF-8')]);
  const [first, ...body] = rows;
  if (first === undefined || body.length === 0) return onlyIssues(0, [issue(1, 'the file holds no customers')]);
  if (body.length > MAX_ROWS) return onlyIssues(body.length, [issue(1, `holds ${body.length} customers, more than ${MAX_ROWS}; split it`)]);
  const { columns, issues: headerIssues } = readHeader(first);
  if (headerIssues.length > 0) return onlyIssues(body.length, headerIssues);
  const read = body.map((row) => readRow(row, columns, first.cells.length, country));
  const issues = [...read.flatMap((row) => row.issues), ...repeatedReferences(body, columns)];
  issues.sort((a, b) => a.line - b.line || (a.columnNumber ?? 0) - (b.columnNumber ?? 0));
  return { customers: read.flatMap(({ customer }) => customer ?? []), rows: body.length, issues: issues.slice(0, MAX_ISSUES) };
}

function onlyIssues(rows: number, issues: CsvIssue[]): ReadCustomers {
  return { customers: [], rows, issues };
}

function issue(line: number, message: string, at?: FileColumn): CsvIssue {
  return { line, column: at?.header ?? null, columnNumber: at === undefined ? null : at.index + 1, message };
}

/** Each column of the file must be one of ours: dropping one in silence would lose data. */
function readHeader({ line, cells }: Row): { columns: FileColumn[]; issues: CsvIssue[] } {
  const columns: FileColumn[] = [];
  const issues: CsvIssue[] = [];
  cells.forEach((cell, index) => {
    const header = cell.trim();
    if (header.toLowerCase() === OUR_NUMBER) return;
    const at = { line, column: header, columnNumber: index + 1 };
    const column = columnNamed(header);
    if (column === undefined) issues.push({ ...at, message: `is not a column we know; use ${COLUMNS.map(({ name }) => name).join(', ')}` });
    else if (columns.some((other) => other.column === column)) issues.push({ ...at, message: `is the column ${column.name} a second time` });
    else columns.push({ column, header, index });
  });
  if (issues.length === 0 && !columns.some(({ column }) => column.name === 'name')) issues.push(issue(line, 'the column name is missing'));
  return { columns, issues };
}

function readRow(row: Row, columns: readonly FileColumn[], width: number, country: string): { customer?: NewCustomer; issues: CsvIssue[] } {
  // Spreadsheets leave out empty cells at the end; more cells than columns means that a separator is not what it seems.
  const surplus = row.cells.slice(width).some((cell) => cell.trim() !== '');
  if (surplus) return { issues: [issue(row.line, `has ${row.cells.length} cells where the first line has ${width}`)] };
  const result = NewCustomer.safeParse(newCustomerOf(row, columns, country));
  if (result.success) return { customer: result.data, issues: [] };
  return { issues: result.error.issues.map((wrong) => cellIssue(row.line, wrong, columns)) };
}

function newCustomerOf(row: Row, columns: readonly FileColumn[], country: string): Record<string, unknown> {
  const customer: Record<string, unknown> = { kind: 'business' };
  const address: Record<string, unknown> = {};
  for (const { column, index } of columns) {
    const text = unescaped((row.cells[index] ?? '').trim());
    if (text === '') continue;
    const value = column.read === undefined ? text : column.read(text);
    const [group = '', field] = column.path.split('.');
    if (field === undefined) customer[group] = value;
    else address[field] = value;
  }
  const { country: given, ...rest } = address;
  // A country alone is no address.
  if (Object.keys(rest).length > 0) customer['address'] = { postalCode: '', ...rest, country: given ?? country };
  return customer;
}

function cellIssue(line: number, wrong: z.core.$ZodIssue, columns: readonly FileColumn[]): CsvIssue {
  const path = wrong.path.map(String).join('.');
  const at = columns.find(({ column }) => column.path === path);
  const missing = wrong.code === 'invalid_type' && wrong.input === undefined;
  const message = missing ? 'is missing' : wrong.message;
  return at === undefined ? issue(line, path === '' ? message : `${path.split('.').at(-1)} ${message}`) : issue(line, message, at);
}

/** The number from the administration before tells customers apart, so it cannot belong to two. */
function repeatedReferences(rows: readonly Row[], columns: readonly FileColumn[]): CsvIssue[] {
  const at = columns.find(({ column }) => column.name === 'reference');
  if (at === undefined) return [];
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const reference = (row.cells[at.index] ?? '').trim();
    const earlier = first.get(reference);
    if (reference === '' || earlier === undefined) {
      first.set(reference, row.line);
      return [];
    }
    return [issue(row.line, `is the same as on line ${earlier}`, at)];
  });
}
