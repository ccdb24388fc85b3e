import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { searchableTexts, type Customer } from './customer.ts';
import { listCustomers, type ListPosition, type StoredCustomer } from './repo.ts';
import { answers, searchTerms } from './search-words.ts';

interface Question {
  readonly text: string;
  readonly archived: boolean;
  readonly cursor: string | null;
  readonly limit: number;
}

export interface CustomerPage {
  readonly customers: Customer[];
  /** Hand it back for the next page; `null` at the end. */
  readonly nextCursor: string | null;
}

const Position = z.strictObject({ sortName: z.string().max(1000), id: z.string().max(128) });

/** Documents one request reads at most; a rarer match is found on the next page. */
const MOST_READ = 500;

/**
 * Customers one of whose words begins with each of the terms, by name. The index answers for the longest term; the
 * others are compared here, so a page may come out short while there is more: `nextCursor` tells.
 */
export async function searchCustomers(reader: Reader, org: Tenant, question: Question): Promise<CustomerPage> {
  const { terms, anchor } = searchTerms(question.text);
  const filter = { prefix: anchor, archived: question.archived };
  const found: StoredCustomer[] = [];
  let after: ListPosition | undefined = question.cursor === null ? undefined : decodeCursor(Position, question.cursor);
  // One term needs no second look, so one document more than the page tells whether there is a next one.
  const batch = terms.length > 1 ? 100 : question.limit + 1;
  for (let read = 0; read < MOST_READ; read += batch) {
    const page = await listCustomers(reader, org, filter, after, batch);
    for (const customer of page) {
      if (found.length === question.limit) return { customers: found, nextCursor: encodeCursor(after as ListPosition) };
      if (answers(searchableTexts(customer), terms)) found.push(customer);
      after = { sortName: customer.sortName, id: customer.id };
    }
    if (page.length < batch) return { customers: found, nextCursor: null };
  }
  return { customers: found, nextCursor: after === undefined ? null : encodeCursor(after) };
}
