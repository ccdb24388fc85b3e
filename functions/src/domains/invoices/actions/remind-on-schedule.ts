import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { customer } from '../../customers/api.ts';
import { assertIssued } from '../frozen.ts';
import { later, plannedAt, remind } from '../remind.ts';
import { nextStep } from '../reminder-steps.ts';
import { changeInvoice, invoiceById, reminderSteps } from '../repo.ts';
import { UNPAID } from '../status.ts';

/** How long to wait before looking again at a customer who is not reminded now. */
const LOOK_AGAIN_DAYS = 7;

export const remindOnSchedule = action({
  name: 'invoices/remind-on-schedule',
  summary: 'Sends the reminder that the organisation\'s schedule has for this day',
  access: 'system',
  input: z.object({ invoiceId: Id }),
  output: z.object({ sent: z.boolean() }),
  async run({ input, org, clock, correlationId, tx }) {
    const invoice = await invoiceById(tx, org, input.invoiceId);
    assertIssued(invoice);
    const { reminders, dueDate, customerId, buyer } = invoice;
    const now = clock.now();
    // Paid, stopped or moved since the sweep found it.
    if (reminders.nextAt === null || reminders.nextAt > now) return { sent: false };
    const [steps, receiver] = await Promise.all([reminderSteps(tx, org), customer(tx, org, customerId)]);
    const plan = (nextAt: Date | null) => {
      changeInvoice(tx, org, invoice, { reminders: { ...reminders, nextAt } });
      return { sent: false };
    };
    const next = nextStep(steps, dueDate, reminders.sent);
    const due = plannedAt(invoice, steps);
    if (next === undefined || due === null || !UNPAID.includes(invoice.status)) return plan(null);
    if (due > now) return plan(due);
    if (!receiver.remind || buyer.email === null) return plan(later(invoice, now, LOOK_AGAIN_DAYS));
    remind({ tx, org, clock, correlationId }, invoice, { level: next.step.level, byHand: false, steps });
    return { sent: true };
  },
});
