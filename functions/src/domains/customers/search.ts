import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { searchableTexts, type Customer } from './customer.ts';
import { countCustomers, listCustomers, type ListPosition, type StoredCustomer } from './repo.ts';
import { answers, prefixOf, searchTerms } from './search-words.ts';

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
 * Customers one of whose words begins with each of the terms, by name. The index answers for the rarest term; the
 * others are compared here, so a page may come out short while there is more: `nextCursor` tells.
 */
export async function searchCustomers(reader: Reader, org: Tenant, question: Question): Promise<CustomerPage> {
  const terms = searchTerms(question.text);
  const filter = { prefix: await rarestPrefix(org, terms, question.archived), archived: question.archived };
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

/** The prefix of the term that the fewest customers have; a count costs one read, a customer too many one each. */
async function rarestPrefix(org: Tenant, terms: readonly string[], archived: boolean): Promise<string | undefined> {
  const prefixes = terms.map(prefixOf);
  if (prefixes.length < 2) return prefixes[0];
  const counts = await Promise.all(prefixes.map((prefix) => countCustomers(org, { prefix, archived }, MOST_READ)));
  return prefixes[counts.indexOf(Math.min(...counts))];
}
