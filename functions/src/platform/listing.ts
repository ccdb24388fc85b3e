import { type Query } from 'firebase-admin/firestore';
import * as z from 'zod';
import { AppError } from './errors.ts';
import { readPageCursor, writePageCursor } from './page-cursor.ts';
import { type Resource } from './resource.ts';
import { type Entity, type Tenant } from './tenancy.ts';
import { type Reader } from './tx.ts';

/** What a list takes, checked: filters and ranges by their names, beside these. */
export interface ListInput {
  readonly sort: string;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly [filter: string]: unknown;
}

interface Page {
  readonly data: Record<string, unknown>[];
  readonly next: string | null;
}

/** Firestore answers a query as one per combination of the values asked for, and takes no more than this. */
const MOST_COMBINATIONS = 30;
const MOST_VALUES = 10;

const ANY_OF = 'Only those with this value, or with one of several';

/** The filters of a list as fields of its input: one value, or several of which any will do. */
export function filterInput({ filters }: Resource): Record<string, z.ZodType> {
  const inputs = Object.entries(filters).map(([name, { schema }]) => [name, z.union([schema, z.array(schema).min(1).max(MOST_VALUES)]).optional().meta({ description: ANY_OF })] as const);
  return Object.fromEntries(inputs);
}

interface Ranges {
  readonly inputs: Record<string, z.ZodType>;
  /** By the name of the input, what it compares. */
  readonly bounds: Readonly<Record<string, { readonly field: string; readonly op: '>=' | '<' }>>;
}

/** A list in the order of a date or moment may also be cut by it, on the same index: `createdAtFrom`, `createdAtBefore`. */
export function rangesOf({ sorts, schema }: Resource): Ranges {
  const fields = [...new Set(Object.values(sorts))].filter((field) => isTemporal(schema.shape[field] as z.ZodType | undefined));
  const all = fields.flatMap((field) => [[`${field}From`, field, '>='], [`${field}Before`, field, '<']] as const);
  return {
    inputs: Object.fromEntries(all.map(([name, field, op]) => [name, bare(schema.shape[field] as z.ZodType).optional().meta({ description: rangeWords(field, op) })])),
    bounds: Object.fromEntries(all.map(([name, field, op]) => [name, { field, op }])),
  };
}

function rangeWords(field: string, op: '>=' | '<'): string {
  return `${op === '>=' ? 'At this or later' : 'Before this'}, in a list in the order of \`${field}\``;
}

/** Without `null`, which is neither before nor after anything. */
function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodNullable ? (schema.unwrap() as z.ZodType) : schema;
}

function isTemporal(schema: z.ZodType | undefined): boolean {
  if (schema === undefined) return false;
  const inner = bare(schema);
  return inner instanceof z.ZodCodec || inner instanceof z.ZodISODate;
}

/**
 * One page of a collection of an organisation, in a stable order: documents that are added meanwhile shift nothing.
 * It reads as many documents as it returns; so the last page may be empty.
 */
export async function listed(resource: Resource, reader: Reader, org: Tenant, input: ListInput): Promise<Page> {
  const { limit, after, fields } = input;
  const order = orderOf(resource, input.sort);
  const filtered = withRanges(resource, withFilters(resource, resource.collection.in(org), input), input, order.field);
  let query = filtered.orderBy(order.field, order.direction).orderBy('__name__', order.direction).limit(limit);
  const scope = scopeOf(resource, org, input);
  if (after !== undefined) query = query.startAfter(...readPageCursor(scope, after));
  if (fields !== undefined) query = query.select(...fields.filter((field) => field !== 'id'), order.field) as Query<Entity>;
  const documents = await reader.find(query);
  const last = documents.length < limit ? undefined : documents.at(-1);
  return {
    data: documents.map((document) => (fields === undefined ? { ...document } : picked(document, fields))),
    next: last === undefined ? null : writePageCursor(scope, [valueAt(last, order.field), last.id]),
  };
}

interface Order {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** The stored field and direction behind a value of `sort`. */
export function orderOf({ sorts }: Resource, sort: string): Order {
  const field = sorts[sort];
  if (field === undefined) throw new Error(`no sort ${sort}`);
  return { field, direction: sort.startsWith('-') ? 'desc' : 'asc' };
}

function withFilters({ filters }: Resource, query: Query<Entity>, input: ListInput): Query<Entity> {
  const given = Object.entries(filters).filter(([name]) => input[name] !== undefined);
  const combinations = given.reduce((product, [name]) => product * valuesOf(input[name]).length, 1);
  if (combinations > MOST_COMBINATIONS) throw tooMany(given.map(([name]) => name));
  return given.reduce((narrowed, [name, { field }]) => {
    const values = valuesOf(input[name]);
    return values.length === 1 ? narrowed.where(field, '==', values[0]) : narrowed.where(field, 'in', values);
  }, query);
}

/** Each value once, so that asking twice for the same costs nothing. */
function valuesOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? [...new Set<unknown>(given)] : [given];
}

function withRanges(resource: Resource, query: Query<Entity>, input: ListInput, sortField: string): Query<Entity> {
  return Object.entries(rangesOf(resource).bounds).reduce((narrowed, [name, { field, op }]) => {
    if (input[name] === undefined) return narrowed;
    if (field !== sortField) throw wrongSort(name, field);
    return narrowed.where(field, op, input[name]);
  }, query);
}

/** What a cursor is good for: this list of this organisation with these filters, in this order. */
function scopeOf(resource: Resource, org: Tenant, input: ListInput): readonly unknown[] {
  const names = [...Object.keys(resource.filters), ...Object.keys(rangesOf(resource).bounds)];
  return [resource.name, org.id, input.sort, ...names.map((name) => (input[name] === undefined ? null : valuesOf(input[name])))];
}

function valueAt(document: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], document) ?? null;
}

function picked(document: Entity, fields: readonly string[]): Record<string, unknown> {
  const wanted = new Set(['id', ...fields]);
  return Object.fromEntries(Object.entries(document).filter(([field]) => wanted.has(field)));
}

function tooMany(names: readonly string[]): AppError {
  const message = `must combine to at most ${MOST_COMBINATIONS} values`;
  return new AppError('invalid-input', `filters ${names.join(', ')} ${message}`, { issues: names.map((path) => ({ path, code: 'too-big', message })) });
}

function wrongSort(path: string, field: string): AppError {
  const message = `needs a list in the order of ${field}: sort=${field} or sort=-${field}`;
  return new AppError('invalid-input', `${path} ${message}`, { issues: [{ path, code: 'custom', message }] });
}
