import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { assertIssued, type IssuedInvoice } from '../frozen.ts';
import { Invoice } from '../invoice.ts';
import { assertMailable } from '../mailing.ts';
import { remind } from '../remind.ts';
import { LEVELS, ReminderLevel } from '../reminder-steps.ts';
import { invoiceById, reminderSteps } from '../repo.ts';
import { UNPAID } from '../status.ts';

export const remindInvoice = action({
  name: 'invoices/remind',
  summary: 'Sends a reminder now: the next one, or the one asked for',
  permission: 'invoices.write',
  input: z.object({ invoiceId: Id, level: ReminderLevel.optional() }),
  output: Invoice,
  async run({ input, org, clock, correlationId, tx }) {
    const invoice = await invoiceById(tx, org, input.invoiceId);
    assertIssued(invoice);
    const today = businessDate(clock.now(), invoice.seller.timeZone);
    assertRemindable(invoice, today);
    assertMailable(invoice.buyer);
    const steps = await reminderSteps(tx, org);
    const level = input.level ?? LEVELS[Math.min(invoice.reminders.sent.length, LEVELS.length - 1)] ?? 'friendly';
    return remind({ tx, org, clock, correlationId }, invoice, { level, byHand: true, steps });
  },
});

function assertRemindable(invoice: IssuedInvoice, today: string): void {
  const { id, status, dueDate, dispute, reminders } = invoice;
  if (!UNPAID.includes(status) || today <= dueDate) {
    throw new AppError('wrong-state', `invoice ${id} is ${status}, due ${dueDate}`, {
      say: { en: 'There is nothing to remind of: the invoice is not overdue.', nl: 'Er is niets om aan te herinneren: de factuur is niet te laat.' },
    });
  }
  if (dispute !== null) {
    throw new AppError('wrong-state', `invoice ${id} is disputed`, {
      say: { en: 'The customer disputes this invoice. Resolve that first.', nl: 'De klant betwist deze factuur. Los dat eerst op.' },
    });
  }
  if (reminders.sent.some(({ on }) => on === today)) {
    throw new AppError('wrong-state', `invoice ${id} was reminded today`, {
      say: { en: 'A reminder was sent today already.', nl: 'Vandaag is al een herinnering verstuurd.' },
    });
  }
}
