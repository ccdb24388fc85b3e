import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { search } from '../../platform/search.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { searchableTexts, type Customer } from './customer.ts';
import { countCustomers, listCustomers, type ListPosition, type StoredCustomer } from './repo.ts';

interface Question {
  readonly text: string;
  readonly archived: boolean;
  readonly cursor: string | null;
  readonly limit: number;
}

const Position = z.strictObject({ sortName: z.string().max(1000), id: z.string().max(128) });

/** Customers by the words of their name, number, e-mail address, city and contacts; ordered by name. */
export async function findCustomers(reader: Reader, org: Tenant, question: Question): Promise<{ customers: Customer[]; nextCursor: string | null }> {
  const { text, archived, cursor, limit } = question;
  const after = cursor === null ? undefined : decodeCursor(Position, cursor);
  const { found, next } = await search<StoredCustomer, ListPosition>(
    {
      list: (prefix, from, most) => listCustomers(reader, org, { prefix, archived }, from, most),
      count: (prefix, most) => countCustomers(org, { prefix, archived }, most),
      textsOf: searchableTexts,
      positionOf: ({ sortName, id }) => ({ sortName, id }),
    },
    { text, limit, after },
  );
  return { customers: found, nextCursor: next === null ? null : encodeCursor(next) };
}
