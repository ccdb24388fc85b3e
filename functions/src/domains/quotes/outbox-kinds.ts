import { enqueue } from '../../platform/outbox.ts';
import { type Posting } from '../messages/api.ts';
import { type Quote } from './quote.ts';

/** What this domain puts in the outbox; the handlers are in `effects.ts`, which actions need not load. */
export const quotePdf = { kind: 'quote-pdf' } as const;

/** A version of a quote is to be made into a PDF, as sent or as agreed, and mailed. */
export interface QuotePdfOrder {
  readonly quoteId: string;
  readonly revision: number;
  readonly stage: 'sent' | 'accepted';
}

/** Orders the PDF of a quote and the mails that take it along, in the transaction that sends or accepts it. */
export function orderQuotePdf(posting: Posting, { id, revision }: Quote, stage: QuotePdfOrder['stage']): void {
  const order: QuotePdfOrder = { quoteId: id, revision, stage };
  enqueue(posting, quotePdf, order, { id: `quote-pdf-${id}-${revision}-${stage}` });
}
