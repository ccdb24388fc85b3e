import { type Actor } from '../../platform/actor.ts';
import { AppError } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { linkTarget, type LinkTarget } from './link.ts';
import { priceQuote, sentBasis, draftLine, withChoice } from './pricing.ts';
import { publicQuoteOf, type PublicQuote } from './public-quote.ts';
import { type Quote } from './quote.ts';
import { quoteById, revisionOf } from './repo.ts';

/** The quote that the caller's link opens. @throws AppError `forbidden` for anybody without a link */
export function targetOf(actor: Actor): LinkTarget {
  if (actor.kind !== 'link') throw new AppError('forbidden', 'only for the holder of a link');
  return linkTarget(actor.documentId);
}

/** What the holder of a link sees now: the latest version that was sent, whichever the link was mailed for. */
export async function visibleQuote(reader: Reader, org: Tenant, target: LinkTarget, now: Date, chosen?: readonly number[]): Promise<PublicQuote> {
  const quote = await quoteById(reader, org, target.quoteId);
  const beingChanged = quote.status === 'draft';
  const shown = beingChanged ? await revisionOf(reader, org, quote.id, quote.revision - 1) : quote;
  const wanted = chosen === undefined || shown.status !== 'sent' ? shown : { ...shown, ...rechosen(shown, chosen) };
  return publicQuoteOf(wanted, { linkRevision: target.revision, beingChanged, now });
}

/** The prices of a sent quote with other options ticked. @throws AppError `invalid-input` for a line that is no option */
export function rechosen(quote: Quote, chosen: readonly number[]) {
  return priceQuote(sentBasis(quote), withChoice(quote.lines, chosen).map(draftLine));
}
