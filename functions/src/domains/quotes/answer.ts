import { AppError } from '../../platform/errors.ts';
import { type LinkTarget } from './link.ts';
import { type Quote } from './quote.ts';
import { assertMove } from './status.ts';

/**
 * Whether a customer may answer the quote now. The time is looked at here and not only by the sweep, which comes by
 * once a minute; the version, so that nobody agrees to what they have not seen.
 * @throws AppError `wrong-state`, `expired` or `version-mismatch`
 */
export function assertAnswerable(quote: Quote, to: 'accepted' | 'declined', seen: LinkTarget['revision'], now: Date): void {
  if (quote.status === 'expired' || (quote.expiresAt !== null && quote.expiresAt <= now)) {
    throw new AppError('expired', `quote ${quote.id} is past ${quote.validUntil}`, {
      say: { en: 'This quote is no longer valid.', nl: 'Deze offerte is niet meer geldig.' },
    });
  }
  if (quote.status !== 'draft') assertMove(quote.status, to);
  if (quote.status === 'draft' || quote.revision !== seen) {
    throw new AppError('version-mismatch', `quote ${quote.id} is at revision ${quote.revision}, seen was ${seen}`, {
      say: { en: 'This quote has been changed. Please look at it again.', nl: 'Deze offerte is gewijzigd. Bekijk haar opnieuw.' },
      data: { revision: quote.revision },
    });
  }
}
