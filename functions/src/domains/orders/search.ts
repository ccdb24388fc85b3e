import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { shopRef } from '../catalogue/api.ts';
import { type OrderQuestion } from './question.ts';
import { listOrders, passes, type OrderPosition, type StoredOrder } from './repo.ts';
import { answersSearch, searchKey } from './search-keys.ts';

const Position = z.strictObject({ placedAt: z.iso.datetime(), id: z.string().max(128) });

/** Documents one request reads at most; a rarer match is found on the next page. */
const MOST_READ = 500;

export interface OrderPage {
  readonly orders: StoredOrder[];
  /** Hand it back for the next page; `null` at the end. */
  readonly nextCursor: string | null;
}

/**
 * A page of the orders that answer a question, the newest first; it may come out short while there is more.
 * @throws AppError `not-found` for a shop that there is not, since no orders of it would look like a quiet day
 */
export async function searchOrders(reader: Reader, org: Tenant, question: OrderQuestion & { readonly cursor: string | null; readonly limit: number }): Promise<OrderPage> {
  const { text, cursor, limit, shopId } = question;
  if (shopId !== null) await reader.require(shopRef(org, shopId));
  const key = text.trim() === '' ? undefined : searchKey(text);
  // A question without a letter or digit is answered by nothing.
  if (key === undefined && text.trim() !== '') return { orders: [], nextCursor: null };
  let after = cursor === null ? undefined : positionIn(cursor);
  const found: StoredOrder[] = [];
  for (let read = 0; read < MOST_READ; read += limit + 1) {
    const page = await listOrders(reader, org, { ...question, key }, after, limit + 1);
    for (const order of page) {
      if (found.length === limit) return { orders: found, nextCursor: cursorAt(after) };
      if (key === undefined || (answersSearch(order, text) && passes(order, { ...question, key }))) found.push(order);
      after = { placedAt: order.placedAt, id: order.id };
    }
    if (page.length <= limit) return { orders: found, nextCursor: null };
  }
  return { orders: found, nextCursor: cursorAt(after) };
}

function positionIn(cursor: string): OrderPosition {
  const { placedAt, id } = decodeCursor(Position, cursor);
  return { placedAt: new Date(placedAt), id };
}

function cursorAt(position: OrderPosition | undefined): string | null {
  return position === undefined ? null : encodeCursor({ placedAt: position.placedAt.toISOString(), id: position.id });
}
