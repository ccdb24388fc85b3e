import { type Subject } from './checkout.ts';

/**
 * What is due on a document has changed without a payment: its open checkout may be for too much. Written by the domain
 * of the document, which knows no payments; performed by `workflows/payments/review-checkout.ts`.
 */
export const REVIEW_CHECKOUT = { kind: 'review-checkout' } as const;

export interface ReviewPayload {
  readonly subject: Subject;
}
