import { startOfDay } from '../../platform/business-date.ts';
import { periodStart, type RecurringInvoice } from './recurring.ts';

/** Invoices are made early, so that whoever comes to the office finds them. */
const EARLY_MS = 6 * 3_600_000;

type Scheduled = Pick<RecurringInvoice, 'status' | 'nextOn' | 'nextAt' | 'done'>;

/** When the next period is billed; a recurring invoice whose end has come is ended. */
export function scheduled(
  recurring: Pick<RecurringInvoice, 'rhythm' | 'startOn' | 'endOn' | 'status'>,
  done: number,
  timeZone: string,
): Scheduled {
  const nextOn = periodStart(recurring, done);
  if (recurring.status === 'ended' || (recurring.endOn !== null && nextOn > recurring.endOn)) {
    return { status: 'ended', nextOn: null, nextAt: null, done };
  }
  const nextAt = new Date(startOfDay(nextOn, timeZone).getTime() + EARLY_MS);
  return { status: recurring.status, nextOn, nextAt: recurring.status === 'active' ? nextAt : null, done };
}
