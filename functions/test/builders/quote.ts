import { acceptQuote } from '../../src/domains/quotes/actions/accept-quote.ts';
import { createQuote } from '../../src/domains/quotes/actions/create-quote.ts';
import { sendQuote } from '../../src/domains/quotes/actions/send-quote.ts';
import { type Quote } from '../../src/domains/quotes/api.ts';
import { linkDocument, linkExpiry } from '../../src/domains/quotes/link.ts';
import { signLink } from '../../src/platform/link-token.ts';
import { callAs } from '../support/call.ts';
import { type Stored } from '../support/stored.ts';
import { aCustomer, type Within } from './customer.ts';

/** Two rates, a discount, quantities over 1: 2,983.69 including VAT. */
export const quoteLines: readonly object[] = [
  { description: 'Dakraam geplaatst', quantity: '3', unitPrice: 48_995, vat: 'standard', discount: { percentBp: 750 } },
  { description: 'Stucwerk aan de gevel', quantity: '26', unit: 'm²', unitPrice: 4_135, vat: 'reduced' },
  { description: 'Afvoer van puin', quantity: '1', unitPrice: 13_777, vat: 'standard' },
];

type Wanted = { readonly customerId?: string; readonly lines?: readonly object[] } & Readonly<Record<string, unknown>>;

const at = ({ orgId, clock }: Within) => ({ orgId, ...(clock === undefined ? {} : { clock }) });

/** A draft, for a customer of its own unless told. */
export async function aQuote(within: Within, fields: Wanted = {}): Promise<Stored<Quote>> {
  const customerId = fields.customerId ?? (await aCustomer(within)).id;
  return callAs(within.owner, createQuote, { lines: quoteLines, ...fields, customerId }, at(within));
}

export async function aSentQuote(within: Within, fields: Wanted = {}): Promise<Stored<Quote>> {
  const { id } = await aQuote(within, fields);
  return callAs(within.owner, sendQuote, { quoteId: id }, at(within));
}

export async function anAcceptedQuote(within: Within, fields: Wanted = {}): Promise<Stored<Quote>> {
  const quote = await aSentQuote(within, fields);
  await callAs(undefined, acceptQuote, { name: 'Fenna Özdemir' }, { token: quoteToken(within, quote), ...at(within) });
  return quote;
}

/** The token as it stands in the mail that carried this version of the quote. */
export function quoteToken({ orgId }: Pick<Within, 'orgId'>, { id, revision, validUntil }: Pick<Quote, 'id' | 'revision' | 'validUntil'>): string {
  if (validUntil === null) throw new Error('only a quote that was sent has a link');
  return signLink({ link: 'quote', orgId, documentId: linkDocument({ quoteId: id, revision }), expiresAt: linkExpiry(validUntil, 'Europe/Amsterdam') });
}
