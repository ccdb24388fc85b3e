import * as z from 'zod';
import { AppError, type Say } from '../../platform/errors.ts';

export const QuoteStatus = z.enum(['draft', 'sent', 'accepted', 'declined', 'expired', 'converted']);
export type QuoteStatus = z.output<typeof QuoteStatus>;

/**
 * Every move a quote may make; what is not here cannot happen. A quote that was sent, declined or expired becomes a
 * draft again when it is changed: its next version. What was accepted is agreed, and never changes. An expired quote is
 * accepted only by writing down what was agreed in time.
 */
export const QUOTE_TRANSITIONS: Readonly<Record<QuoteStatus, readonly QuoteStatus[]>> = {
  draft: ['sent'],
  sent: ['draft', 'accepted', 'declined', 'expired'],
  declined: ['draft'],
  expired: ['draft', 'accepted'],
  accepted: ['converted'],
  converted: [],
};

const SAY: Readonly<Record<QuoteStatus, Say>> = {
  draft: { en: 'This quote is still a draft.', nl: 'Deze offerte is nog een concept.' },
  sent: { en: 'This quote has been sent.', nl: 'Deze offerte is al verstuurd.' },
  accepted: { en: 'This quote has been accepted.', nl: 'Deze offerte is al aanvaard.' },
  declined: { en: 'This quote has been declined.', nl: 'Deze offerte is afgewezen.' },
  expired: { en: 'This quote has expired.', nl: 'Deze offerte is verlopen.' },
  converted: { en: 'This quote has been carried out already.', nl: 'Deze offerte is al verwerkt.' },
};

/** @throws AppError `wrong-state`, saying where the quote stands */
export function assertMove(from: QuoteStatus, to: QuoteStatus): void {
  if (QUOTE_TRANSITIONS[from].includes(to)) return;
  throw new AppError('wrong-state', `a quote does not go from ${from} to ${to}`, { say: SAY[from], data: { status: from } });
}
