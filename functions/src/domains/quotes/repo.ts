import { type DocumentReference } from 'firebase-admin/firestore';
import { tenantCollection, type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { orderSummary } from '../customers/api.ts';
import { type Quote, type QuotePatch } from './quote.ts';
import { assertMove, type QuoteStatus } from './status.ts';

/** An earlier version of a quote, as it was when the next one began. */
export interface QuoteRevision extends Quote {
  readonly quoteId: string;
}

const quotes = tenantCollection<Quote>('quotes');
const revisions = tenantCollection<QuoteRevision>('quoteRevisions');

/** The collection's name, for hooks that are told what a message is about. */
export const QUOTES = quotes.name;

export function quoteRef(org: Tenant, id: string): DocumentReference<Quote> {
  return quotes.doc(org, id);
}

/** @throws AppError `not-found` */
export function quoteById(reader: Reader, org: Tenant, id: string): Promise<Quote> {
  return reader.require(quoteRef(org, id));
}

/** The one way to change a quote: its status moves along the table. */
export function changeQuote(tx: Tx, org: Tenant, before: Quote, patch: QuotePatch): Quote {
  if (patch.status !== undefined && patch.status !== before.status) assertMove(before.status, patch.status);
  const after = tx.update(quoteRef(org, before.id), patch);
  if (after.status !== before.status) orderSummary(tx, org, { ...after, collection: QUOTES });
  return after;
}

const revisionRef = (org: Tenant, quoteId: string, revision: number) => revisions.doc(org, `${quoteId}_${revision}`);

/** Keeps a version that has been out in the world, for ever. */
export function keepRevision(tx: Tx, org: Tenant, quote: Quote): void {
  const ref = revisionRef(org, quote.id, quote.revision);
  tx.append(ref, { ...quote, id: ref.id, quoteId: quote.id });
}

/** @throws AppError `not-found` */
export async function revisionOf(reader: Reader, org: Tenant, quoteId: string, revision: number): Promise<Quote> {
  const { quoteId: id, ...quote } = await reader.require(revisionRef(org, quoteId, revision));
  return { ...quote, id };
}

/** Whether any quote, of whatever state, names this customer. */
export async function customerHasQuotes(reader: Reader, org: Tenant, customerId: string): Promise<boolean> {
  return (await reader.find(quotes.in(org).where('customerId', '==', customerId).limit(1))).length > 0;
}

/** How many quotes of a customer are in a state. */
export async function countQuotes(org: Tenant, customerId: string, status: QuoteStatus): Promise<number> {
  return (await quotes.in(org).where('customerId', '==', customerId).where('status', '==', status).count().get()).data().count;
}

/** Quotes of all organisations whose time to be accepted is over, the longest over first. */
export async function quotesToExpire(now: Date, limit: number): Promise<readonly DocumentReference<Quote>[]> {
  const { docs } = await quotes.everywhere().where('expiresAt', '<=', now).orderBy('expiresAt').limit(limit).get();
  return docs.map(({ ref }) => ref as DocumentReference<Quote>);
}
