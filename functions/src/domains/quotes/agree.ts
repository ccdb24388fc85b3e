import { AppError } from '../../platform/errors.ts';
import { type Posting } from '../messages/api.ts';
import { orderQuotePdf } from './outbox-kinds.ts';
import { type Quote } from './quote.ts';
import { changeQuote } from './repo.ts';
import { rechosen } from './visit.ts';

type Priced = Pick<Quote, 'lines' | 'vat' | 'totals' | 'wording'>;

/**
 * The quote as it is agreed to.
 * @param chosen places of the optional lines wanted; the seller's proposal when left out
 * @throws AppError `invalid-input` at `chosen`
 */
export function agreedPrices(quote: Quote, chosen: readonly number[] | undefined): Priced {
  const priced = chosen === undefined ? quote : rechosen(quote, chosen);
  if (priced.lines.some((line) => line.chosen)) return priced;
  throw new AppError('invalid-input', `quote ${quote.id}: no line chosen`, {
    say: { en: 'Choose at least one line.', nl: 'Kies minstens één regel.' },
    issues: [{ path: 'chosen', code: 'required', message: 'must name at least one line' }],
  });
}

/** Notes the agreement, and orders the PDF and the mails that confirm it to both. */
export function agreed(posting: Posting, quote: Quote, { lines, vat, totals, wording }: Priced, acceptance: NonNullable<Quote['acceptance']>): Quote {
  const accepted = changeQuote(posting.tx, posting.org, quote, { status: 'accepted', expiresAt: null, acceptance, lines, vat, totals, wording });
  orderQuotePdf(posting, accepted, 'accepted');
  return accepted;
}
