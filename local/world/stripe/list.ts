import { invalidRequest } from './errors.ts';
import type { Stored, Table } from './store.ts';

export interface ListParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  created?: number | { gt?: number; gte?: number; lt?: number; lte?: number };
}

export interface StripeList<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/** One page of a table, newest first, in Stripe's list envelope. `keep` narrows before the page is cut. */
export function page<T extends Stored & { created?: number }>(
  table: Table<T>,
  params: ListParams,
  url: string,
  keep: (row: T) => boolean = () => true,
): StripeList<T> {
  const { limit = 10, starting_after: after, ending_before: before } = params;
  if (limit < 1) throw invalidRequest('This value must be greater than or equal to 1.', 'limit', 'parameter_invalid_integer');
  if (limit > 100) throw invalidRequest('This value must be less than or equal to 100.', 'limit', 'parameter_invalid_integer');
  if (after && before) throw invalidRequest('You can only specify one of these parameters: starting_after, ending_before.');
  const all = table.newest();
  const fits = (row: T): boolean => keep(row) && inRange(row.created, params.created);
  // The cursor may stand on a row the filter hides: cut by position in the whole table first, then filter.
  if (before) {
    const earlier = all.slice(0, all.indexOf(table.ref(before, 'ending_before'))).filter(fits);
    return { object: 'list', data: earlier.slice(-limit), has_more: earlier.length > limit, url };
  }
  const start = after ? all.indexOf(table.ref(after, 'starting_after')) + 1 : 0;
  const later = all.slice(start).filter(fits);
  return { object: 'list', data: later.slice(0, limit), has_more: later.length > limit, url };
}

function inRange(created: number | undefined, range: ListParams['created']): boolean {
  if (range === undefined || created === undefined) return true;
  if (typeof range === 'number') return created === range;
  return (
    (range.gt === undefined || created > range.gt) &&
    (range.gte === undefined || created >= range.gte) &&
    (range.lt === undefined || created < range.lt) &&
    (range.lte === undefined || created <= range.lte)
  );
}
