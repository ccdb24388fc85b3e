import { type DocumentReference, type Query } from 'firebase-admin/firestore';
import { searchWords } from '../../platform/search-words.ts';
import { tenantCollection, type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { orderSummary } from '../customers/api.ts';
import { searchableTexts, type NewQuote, type Quote, type QuotePatch } from './quote.ts';
import { assertMove, type QuoteStatus } from './status.ts';

/** A quote with what only queries look at. */
export interface StoredQuote extends Quote {
  readonly searchWords: readonly string[];
  readonly archived: boolean;
}

/** An earlier version of a quote, as it was when the next one began. */
export interface QuoteRevision extends Quote {
  readonly quoteId: string;
}

export const quotes = tenantCollection<StoredQuote>('quotes');
const revisions = tenantCollection<QuoteRevision>('quoteRevisions');

/** The collection's name, for hooks that are told what a message is about. */
export const QUOTES = quotes.name;

export function quoteRef(org: Tenant, id: string): DocumentReference<StoredQuote> {
  return quotes.doc(org, id);
}

/** @throws AppError `not-found` */
export function quoteById(reader: Reader, org: Tenant, id: string): Promise<Quote> {
  return reader.require(quoteRef(org, id));
}

/** Writes a new draft. */
export function createQuoteDraft(tx: Tx, org: Tenant, draft: NewQuote): Quote {
  return tx.create(quoteRef(org, draft.id), { ...draft, ...indexed(draft) });
}

/** What lists and searches look at; written with every change of the quote. */
function indexed(quote: Pick<Quote, 'number' | 'subject' | 'buyer' | 'archivedAt'>): Pick<StoredQuote, 'searchWords' | 'archived'> {
  return { searchWords: searchWords(searchableTexts(quote)), archived: quote.archivedAt !== null };
}

/** The one way to change a quote: its status moves along the table. */
export function changeQuote(tx: Tx, org: Tenant, before: Quote, patch: QuotePatch): Quote {
  if (patch.status !== undefined && patch.status !== before.status) assertMove(before.status, patch.status);
  const after = tx.update(quoteRef(org, before.id), { ...patch, ...indexed({ ...before, ...patch }) });
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

/** What a list of quotes is narrowed to; `null` does not narrow. With a prefix, state and customer are the caller's to check. */
export interface QuoteFilter {
  /** A stored prefix that one of the quote's words begins with. */
  readonly prefix?: string | undefined;
  readonly status: QuoteStatus | null;
  readonly customerId: string | null;
  readonly archived: boolean;
}

/** Where a page of a list begins: after this quote. */
export interface ListPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** Quotes, the newest first, at most `limit`. */
export function listQuotes(reader: Reader, org: Tenant, filter: QuoteFilter, after: ListPosition | undefined, limit: number): Promise<StoredQuote[]> {
  const query = filtered(org, filter).limit(limit);
  return reader.find(after === undefined ? query : query.startAfter(after.createdAt, after.id));
}

/** How many quotes pass the filter, counted up to `limit`; Firestore bills a thousand of them as one read. */
export async function countQuotesLike(org: Tenant, filter: QuoteFilter, limit: number): Promise<number> {
  return (await filtered(org, filter).limit(limit).count().get()).data().count;
}

function filtered(org: Tenant, { prefix, status, customerId, archived }: QuoteFilter): Query<StoredQuote> {
  let query = quotes.in(org).where('archived', '==', archived);
  // Words narrow enough by themselves; an index of them for each other condition would cost more than it saves.
  if (prefix !== undefined) query = query.where('searchWords', 'array-contains', prefix);
  if (prefix === undefined && status !== null) query = query.where('status', '==', status);
  if (prefix === undefined && customerId !== null) query = query.where('customerId', '==', customerId);
  return query.orderBy('createdAt', 'desc').orderBy('__name__', 'desc');
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
