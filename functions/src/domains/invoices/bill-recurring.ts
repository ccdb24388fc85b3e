import { type Clock } from '../../platform/clock.ts';
import { type Say } from '../../platform/errors.ts';
import { stableId } from '../../platform/ids.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { organisation } from '../accounts/api.ts';
import { activeCustomer } from '../customers/api.ts';
import { newDraft } from './draft.ts';
import { type Invoice } from './invoice.ts';
import { issueNew } from './issue-new.ts';
import { periodAt, type RecurringInvoice } from './recurring.ts';
import { changeRecurring, createDraft } from './repo.ts';
import { scheduled } from './schedule-recurring.ts';

interface Billing {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
  readonly correlationId: string;
}

/**
 * Bills the next period of a recurring invoice and moves on to the one after it, in one transaction. The invoice's id is
 * made from the period, so that even a second run after everything else went wrong could not bill it again.
 * @param problem why it only becomes a draft this time, after it could not be issued
 */
export async function billPeriod(billing: Billing, recurring: RecurringInvoice, problem: Say | null): Promise<Invoice> {
  const { tx, org, clock } = billing;
  const { customerId, done, content } = recurring;
  const mode = problem === null ? recurring.mode : 'draft';
  const [sender, receiver] = await Promise.all([organisation(tx, org), activeCustomer(tx, org, customerId)]);
  const between = { organisation: sender, customer: receiver, clock };
  const period = periodAt(recurring, done);
  const terms = { ...content, period, supplyDate: period.from, recurringId: recurring.id };
  changeRecurring(tx, org, recurring, { ...scheduled(recurring, done + 1, sender.timeZone), problem: problem?.[sender.language] ?? null });
  const draft = createDraft(tx, org, newDraft(stableId('recurring', recurring.id, String(done)), between, terms));
  return issueNew(billing, between, draft, mode);
}
