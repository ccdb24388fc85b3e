import { readTable, type Row } from '../../../platform/csv.ts';
import { type Say } from '../../../platform/errors.ts';
import { customerFields, type NewCustomer } from '../customer.ts';
import { type StoredCustomer } from '../repo.ts';
import { found, type FileColumn, type FoundIssue } from './csv-issue.ts';
import { readHeader, type Header } from './read-header.ts';
import { readRow } from './read-row.ts';

/** One import is one transaction, and Firestore bounds those; see `commit-import.ts`. */
export const MAX_ROWS = 5000;
const MAX_ISSUES = 20_000;

/** A customer of ours, and what a file makes of it. */
export interface ChangedCustomer {
  readonly before: StoredCustomer;
  readonly change: Partial<NewCustomer>;
}

export interface ReadCustomers {
  readonly added: readonly NewCustomer[];
  readonly changed: readonly ChangedCustomer[];
  /** Customers of ours that are already as the file has them. */
  readonly unchanged: number;
  /** Rows with something in them, besides the first. */
  readonly rows: number;
  readonly issues: readonly FoundIssue[];
}

interface Circumstances {
  /** The country of addresses that do not name one. */
  readonly country: string;
  /** The customers of the organisation that have these ids. */
  existing(ids: readonly string[]): Promise<readonly (StoredCustomer | undefined)[]>;
}

/** Reads a whole file and says everything that is wrong with it. */
export async function readCustomers(text: string, { country, existing }: Circumstances): Promise<ReadCustomers> {
  const { rows, problem } = await readTable(text);
  if (problem !== undefined) return onlyIssues(0, [found(problem.line, problem.say)]);
  if (text.includes('\uFFFD')) return onlyIssues(0, [found(1, NOT_UTF8)]);
  const [first, ...body] = rows;
  if (first === undefined || body.length === 0) return onlyIssues(0, [found(1, NO_ROWS)]);
  if (body.length > MAX_ROWS) return onlyIssues(body.length, [found(1, tooMany(body.length))]);
  const header = readHeader(first);
  if (header.issues.length > 0) return onlyIssues(body.length, header.issues);
  const known = await customersOf(body, header, existing);
  const read = body.map((row) => ({ before: known.get(idOf(row, header)), ...readRow(row, header, known.get(idOf(row, header)), country) }));
  const issues = [...read.flatMap((row) => row.issues), ...repeated(body, referenceColumn(header)), ...repeated(body, header.id)];
  if (issues.length > 0) return onlyIssues(body.length, issues.sort((a, b) => a.line - b.line || (a.columnNumber ?? 0) - (b.columnNumber ?? 0)));
  const existingRows = read.flatMap(({ before, customer }) => (before === undefined || customer === undefined ? [] : [{ before, change: changeOf(before, customer) }]));
  const changed = existingRows.filter(({ change }) => Object.keys(change).length > 0);
  return {
    added: read.flatMap(({ before, customer }) => (before === undefined && customer !== undefined ? [customer] : [])),
    changed,
    unchanged: existingRows.length - changed.length,
    rows: body.length,
    issues,
  };
}

function onlyIssues(rows: number, issues: readonly FoundIssue[]): ReadCustomers {
  return { added: [], changed: [], unchanged: 0, rows, issues: issues.slice(0, MAX_ISSUES) };
}

const NOT_UTF8: Say = {
  en: 'the text was read in the wrong character set; hand over the file itself, or save it as CSV UTF-8',
  nl: 'de tekst is in de verkeerde tekenset gelezen; lever het bestand zelf aan, of bewaar het als CSV UTF-8',
};
const NO_ROWS: Say = { en: 'the file holds no customers', nl: 'het bestand bevat geen klanten' };

function tooMany(rows: number): Say {
  return { en: `holds ${rows} customers, more than ${MAX_ROWS}; split it`, nl: `bevat ${rows} klanten, meer dan ${MAX_ROWS}; splits het bestand` };
}

const idOf = ({ cells }: Row, { id }: Header): string => (id === undefined ? '' : (cells[id.index] ?? '').trim());

/** An id that is none of ours comes from another administration: its row is a new customer. */
async function customersOf(rows: readonly Row[], header: Header, existing: Circumstances['existing']): Promise<Map<string, StoredCustomer>> {
  const ids = [...new Set(rows.map((row) => idOf(row, header)))].filter((id) => /^[\w-]{1,128}$/.test(id));
  const customers = ids.length === 0 ? [] : await existing(ids);
  return new Map(customers.flatMap((customer) => (customer === undefined ? [] : [[customer.id, customer]])));
}

/** The fields that differ, whole. */
function changeOf(before: StoredCustomer, after: NewCustomer): Partial<NewCustomer> {
  const names = Object.keys(customerFields) as (keyof typeof customerFields)[];
  const language = after.language ?? before.language;
  const differing = names.filter((name) => canonical({ ...after, language }[name]) !== canonical(before[name]));
  return Object.fromEntries(differing.map((name) => [name, after[name]]));
}

/** JSON with the names in order: the database and the file need not agree on theirs. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const referenceColumn = ({ columns }: Header) => columns.find(({ column }) => column.path === 'reference');

/** The number from the administration before tells customers apart, as the id does here: neither can belong to two. */
function repeated(rows: readonly Row[], at: Pick<FileColumn, 'header' | 'index'> | undefined): FoundIssue[] {
  if (at === undefined) return [];
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const text = (row.cells[at.index] ?? '').trim();
    const earlier = first.get(text);
    if (text === '' || earlier === undefined) {
      first.set(text, row.line);
      return [];
    }
    return [found(row.line, { en: `is the same as on line ${earlier}`, nl: `is hetzelfde als op regel ${earlier}` }, at)];
  });
}
