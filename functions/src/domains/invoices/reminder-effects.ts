import { type Clock } from '../../platform/clock.ts';
import { type Effect, Permanent } from '../../platform/outbox.ts';
import { storeImmutable, type StoredFile } from '../../platform/storage.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader, transact } from '../../platform/tx.ts';
import { addMinor } from '../../platform/money.ts';
import { renderPdf } from '../documents/api.ts';
import { recordImmutable } from '../files/api.ts';
import { sendMail } from '../messages/api.ts';
import { assertIssued, type IssuedInvoice } from './frozen.ts';
import { logoOf, nameIn, pathOf } from './invoice-files.ts';
import { assertMailable, attachmentsOf, nameOf, pageOf } from './mailing.ts';
import { reminderOf, rescheduleOf, type ReminderOrder } from './outbox-kinds.ts';
import { plannedAt } from './remind.ts';
import { owedCosts, reminderPaper } from './reminder-paper.ts';
import { type SentReminder } from './reminder-steps.ts';
import { reminderWords } from './reminder-words.ts';
import { changeInvoice, INVOICES, invoiceById, reminderSteps, unpaidInvoices } from './repo.ts';
import { UNPAID } from './status.ts';

/** Makes the letter of a reminder and mails it with the invoice; not when the invoice has been paid in the meantime. */
export const reminderEffect: Effect<ReminderOrder> = {
  ...reminderOf,
  queue: 'render',
  maxAttempts: 8,
  leaseMs: 120_000,
  async perform({ org, payload }) {
    const { invoice, reminder } = reminderAt(await invoiceById(reader, org, payload.invoiceId), payload.place);
    if (!UNPAID.includes(invoice.status)) return { skipped: invoice.status };
    const words = reminderWords(invoice, reminder, payload.text);
    const { bytes } = await renderPdf(reminderPaper(org, invoice, reminder, words, await logoOf(org, invoice)));
    return { file: await storeImmutable(pathOf(org, invoice, `-reminder-${payload.place + 1}.pdf`), bytes, 'application/pdf') };
  },
  async settle({ tx, org, clock, correlationId, payload, info, outboxId }) {
    const { invoice, reminder } = reminderAt(await invoiceById(tx, org, payload.invoiceId), payload.place);
    const file = info['file'] as StoredFile | undefined;
    if (file === undefined || !UNPAID.includes(invoice.status)) return;
    const { buyer, language, number, dueDate, currency } = invoice;
    assertMailable(buyer);
    const name = nameIn(file.path);
    await recordImmutable({ tx, org, clock }, { ...file, kind: 'reminder-pdf', name, about: { collection: INVOICES, id: invoice.id } });
    const { interest, collection } = owedCosts(reminder);
    const costs = addMinor(interest, collection);
    sendMail(
      { tx, org, clock, correlationId },
      {
        id: `${outboxId}-mail`,
        to: buyer.email,
        template: 'reminder',
        language,
        attachments: [{ filename: name, path: file.path, contentType: file.contentType }, ...attachmentsOf(invoice)],
        about: { collection: INVOICES, id: invoice.id },
        data: {
          number,
          customerName: nameOf(invoice),
          due: { amount: reminder.due, currency },
          dueDate,
          level: reminder.level,
          paragraphs: reminderWords(invoice, reminder, payload.text),
          costs: costs === 0 ? null : { amount: costs, currency: 'EUR' },
          page: pageOf(invoice),
        },
      },
    );
  },
};

function reminderAt(invoice: Awaited<ReturnType<typeof invoiceById>>, place: number): { invoice: IssuedInvoice; reminder: SentReminder } {
  assertIssued(invoice);
  const reminder = invoice.reminders.sent[place];
  if (reminder === undefined) throw new Permanent(`invoice ${invoice.id} has no reminder ${place}`);
  return { invoice, reminder };
}

const PAGE = 100;

/** Plans the reminders of all overdue invoices of an organisation anew, after its schedule was changed. */
export const rescheduleEffect: Effect<object> = {
  ...rescheduleOf,
  maxAttempts: 8,
  leaseMs: 120_000,
  async perform({ org, clock }) {
    let planned = 0;
    for (let after: string | undefined; ; ) {
      const page = await unpaidInvoices(reader, org, after, PAGE);
      for (const { id, status } of page) if (status === 'overdue') planned += await replan(org, clock, id);
      after = page.at(-1)?.id;
      if (page.length < PAGE) return { planned };
    }
  },
};

async function replan(org: Tenant, clock: Clock, invoiceId: string): Promise<number> {
  return transact(clock, async (tx) => {
    const invoice = await invoiceById(tx, org, invoiceId);
    assertIssued(invoice);
    const nextAt = invoice.status === 'overdue' ? plannedAt(invoice, await reminderSteps(tx, org)) : null;
    if (nextAt?.getTime() === invoice.reminders.nextAt?.getTime()) return 0;
    changeInvoice(tx, org, invoice, { reminders: { ...invoice.reminders, nextAt } });
    return 1;
  });
}
