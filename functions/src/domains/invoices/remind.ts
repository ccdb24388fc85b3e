import { addDays, businessDate, startOfDay, type IsoDate } from '../../platform/business-date.ts';
import { enqueue } from '../../platform/outbox.ts';
import { type Posting } from '../messages/api.ts';
import { claimOn } from './claim.ts';
import { type IssuedInvoice } from './frozen.ts';
import { type Invoice } from './invoice.ts';
import { reminderOf, type ReminderOrder } from './outbox-kinds.ts';
import { nextStep, type ReminderLevel, type ReminderStep, type SentReminder } from './reminder-steps.ts';
import { changeInvoice } from './repo.ts';

/** Reminders go out in the morning: nobody should get one at a minute past midnight. */
const MORNING_MS = 9 * 3_600_000;

/** The moment at which the sweep takes up a reminder of some day. */
export function morningOf(day: IsoDate, timeZone: string): Date {
  return new Date(startOfDay(day, timeZone).getTime() + MORNING_MS);
}

/** When the next reminder of an invoice is due, if any is. */
export function plannedAt(invoice: IssuedInvoice, steps: readonly ReminderStep[]): Date | null {
  const { reminders, dispute, dueDate, seller } = invoice;
  if (invoice.kind === 'credit-note' || reminders.stopped || dispute !== null) return null;
  const next = nextStep(steps, dueDate, reminders.sent);
  return next === undefined ? null : morningOf(next.on, seller.timeZone);
}

/** Puts off to another day what may not be sent now. */
export function later(invoice: IssuedInvoice, now: Date, days: number): Date {
  const { timeZone } = invoice.seller;
  return morningOf(addDays(businessDate(now, timeZone), days), timeZone);
}

interface Reminding {
  readonly level: ReminderLevel;
  readonly byHand: boolean;
  /** The organisation's schedule, for this letter and for when the next is due. */
  readonly steps: readonly ReminderStep[];
}

/**
 * Notes that a reminder goes out and orders its letter, in one transaction: so each step is sent once, whatever fails
 * or comes twice afterwards.
 */
export function remind(posting: Posting, invoice: IssuedInvoice, { level, byHand, steps }: Reminding): Invoice {
  const { tx, org, clock } = posting;
  const on = businessDate(clock.now(), invoice.seller.timeZone);
  const step = steps.find((candidate) => candidate.level === level);
  // The letter that gives a consumer fourteen days has to name the cost, or it does not count.
  const names = step?.claimCosts === true || (level === 'final' && invoice.buyer.kind === 'private');
  const reminder: SentReminder = { level, on, byHand, due: invoice.amounts.due, costs: names ? claimOn(invoice, on) : null };
  const reminders = { ...invoice.reminders, sent: [...invoice.reminders.sent, reminder] };
  const nextAt = plannedAt({ ...invoice, reminders }, steps);
  const order: ReminderOrder = { invoiceId: invoice.id, place: reminders.sent.length - 1, text: step?.text?.[invoice.language] ?? null };
  enqueue(posting, reminderOf, order, { id: `invoice-reminder-${invoice.id}-${order.place}` });
  return changeInvoice(tx, org, invoice, { reminders: { ...reminders, nextAt } });
}
