import type * as z from 'zod';
import { unescaped, type Row } from '../../../platform/csv.ts';
import { NewCustomer, type Customer } from '../customer.ts';
import { bothLanguages, found, type FileColumn, type FoundIssue } from './csv-issue.ts';
import { type Header } from './read-header.ts';

/** What a row asks for: a customer that is not there yet, or what one that is there should be. */
export interface ReadRow {
  readonly customer?: NewCustomer;
  readonly issues: readonly FoundIssue[];
}

/**
 * Reads one row.
 * @param before the customer of ours that the row is about; `undefined` for a new one
 * @param country the country of addresses that do not name one
 */
export function readRow(row: Row, header: Header, before: Customer | undefined, country: string): ReadRow {
  const surplus = row.cells.some((cell, index) => cell.trim() !== '' && !header.places.has(index));
  // Empty cells at the end may be left out; a cell under no name means that a separator is not what it seems.
  if (surplus) return { issues: [found(row.line, tooManyCells(row, header))] };
  const result = NewCustomer.safeParse(wanted(row, header.columns, before, country));
  if (result.success) return { customer: result.data, issues: [] };
  return { issues: result.error.issues.map((wrong) => cellIssue(row.line, wrong, header.columns)) };
}

function tooManyCells({ cells }: Row, { width }: Header) {
  return { en: `has ${cells.length} cells where the first line has ${width}`, nl: `heeft ${cells.length} cellen waar de eerste regel er ${width} heeft` };
}

function wanted(row: Row, columns: readonly FileColumn[], before: Customer | undefined, country: string): Record<string, unknown> {
  const customer: Record<string, unknown> = before === undefined ? { kind: 'business' } : { ...before };
  const address: Record<string, unknown> = {};
  for (const { column, index } of columns) {
    const text = unescaped((row.cells[index] ?? '').trim());
    const value = text === '' ? column.cleared : column.read === undefined ? text : column.read(text);
    const [group = '', field] = column.path.split('.');
    // Of a new customer nothing is known yet, so an empty cell says no more than a missing one.
    if (text === '' && (before === undefined || value === undefined)) continue;
    if (field === undefined) customer[group] = value;
    else address[field] = value;
  }
  if (Object.keys(address).length > 0) customer['address'] = addressOf(address, before?.address ?? null, country);
  return customer;
}

/** An address of which every cell is empty is none, and a country alone is no address either. */
function addressOf({ country: given, ...rest }: Record<string, unknown>, before: Customer['address'], country: string): unknown {
  const filled = Object.values(rest).some((value) => value !== '');
  if (Object.keys(rest).length > 0 && !filled) return null;
  if (before === null) return filled ? { postalCode: '', ...rest, country: given ?? country } : null;
  return { ...before, ...rest, ...(given === undefined ? {} : { country: given }) };
}

function cellIssue(line: number, wrong: z.core.$ZodIssue, columns: readonly FileColumn[]): FoundIssue {
  const path = wrong.path.map(String).join('.');
  const at = columns.find(({ column }) => column.path === path);
  const missing = wrong.code === 'invalid_type' && wrong.input === undefined;
  const say = bothLanguages(missing ? 'is missing' : wrong.message);
  if (at !== undefined || path === '') return found(line, say, at);
  // The file has no such column: the row is named, and what it lacks.
  const field = path.split('.').at(-1) ?? path;
  return found(line, { en: `${field} ${say.en}`, nl: `${DUTCH_FIELDS[field] ?? field} ${say.nl}` });
}

const DUTCH_FIELDS: Readonly<Record<string, string>> = { street: 'straat', postalCode: 'postcode', city: 'plaats', country: 'land', name: 'naam' };
