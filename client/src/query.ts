import { collection, limit, orderBy, query, where, type Firestore, type Query, type QueryConstraint } from 'firebase/firestore';
import type { CollectionRow } from './collection-row.ts';
import { InvalidInputError } from './errors.generated.ts';

export interface AnyFilter {
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  readonly [name: string]: unknown;
}

/** Documents of a live query, unless it says how many. */
export const USUAL_LIMIT = 50;

/**
 * The query for a filter: the same that the server's own list makes, so it has an index.
 * @throws InvalidInputError for a filter or sort that the collection does not have
 */
export function queryOf(firestore: Firestore, path: string, row: CollectionRow, filter: AnyFilter, count: number): Query {
  const sorts = words(row.sorts);
  const sort = filter.sort ?? sorts[0];
  if (sort !== undefined && !sorts.includes(sort)) throw unknown('sort', sorts);
  const given = Object.entries(filter).filter(([name, value]) => value !== undefined && name !== 'sort' && name !== 'limit');
  const narrowing = given.map(([name, value]) => constraintOf(row, sort, name, value));
  const order = sort === undefined ? [] : [orderBy(stored(row, sort.replace('-', '')), sort.startsWith('-') ? 'desc' : 'asc')];
  return query(collection(firestore, path), ...narrowing, ...order, limit(count));
}

function constraintOf(row: CollectionRow, sort: string | undefined, name: string, value: unknown): QueryConstraint {
  if (words(row.filters).includes(name)) return equals(stored(row, name), name, value);
  const [, field = '', end] = /^(.*)(From|Before)$/.exec(name) ?? [];
  if (!words(row.ranges).includes(field)) throw unknown(name, [...words(row.filters), ...words(row.ranges).flatMap((range) => [`${range}From`, `${range}Before`])]);
  if (sort?.replace('-', '') !== field) throw refused(name, `needs a list in the order of ${field}`);
  // Days are texts in Firestore, moments are not.
  const bound = typeof value === 'string' && value.includes('T') ? new Date(value) : value;
  return where(field, end === 'From' ? '>=' : '<', bound);
}

function equals(field: string, name: string, value: unknown): QueryConstraint {
  const values = Array.isArray(value) ? [...new Set<unknown>(value)] : [value];
  if (values.length === 0) throw refused(name, 'must name at least one value');
  return values.length === 1 ? where(field, '==', values[0]) : where(field, 'in', values);
}

function words(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(' ');
}

function stored(row: CollectionRow, name: string): string {
  return row.stored?.[name] ?? name;
}

function unknown(name: string, known: readonly string[]): InvalidInputError {
  return refused(name, `is not one of: ${known.join(', ')}`);
}

function refused(path: string, message: string): InvalidInputError {
  return new InvalidInputError('invalid-input', `${path} ${message}`, { issues: [{ path, code: 'custom', message }] });
}
