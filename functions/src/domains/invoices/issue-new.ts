import { businessDate } from '../../platform/business-date.ts';
import { type Posting } from '../messages/api.ts';
import { type Between } from './draft.ts';
import { type Invoice } from './invoice.ts';
import { issue } from './issue.ts';
import { assertMailable } from './mailing.ts';
import { orderPdf } from './outbox-kinds.ts';

/**
 * Takes a draft that this transaction has just made as far as it goes by itself.
 * @throws AppError `wrong-state` or `invalid-input` when something is missing to issue or mail it
 */
export async function issueNew(posting: Posting, between: Between, draft: Invoice, mode: 'draft' | 'finalize' | 'send'): Promise<Invoice> {
  if (mode === 'draft') return draft;
  const { organisation, customer, clock } = between;
  if (mode === 'send') assertMailable(customer);
  const invoice = await issue(posting.tx, posting.org, between, draft, businessDate(clock.now(), organisation.timeZone));
  orderPdf(posting, { invoiceId: invoice.id, send: mode === 'send' });
  return invoice;
}
