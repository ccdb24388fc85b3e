import { addDays, endOfDay } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { minor } from '../../platform/money.ts';
import { sendMail, type MailAttachment, type PageLink, type Posting } from '../messages/api.ts';
import { type IssuedInvoice } from './frozen.ts';
import { type Invoice } from './invoice.ts';
import { INVOICES } from './repo.ts';

/** How long the public page of an invoice stays open after the day it was due. */
const PAGE_DAYS = 400;

/** @throws AppError `wrong-state` for somebody without an e-mail address */
export function assertMailable(receiver: { readonly email: string | null }): asserts receiver is { readonly email: string } {
  if (receiver.email !== null) return;
  throw new AppError('wrong-state', 'the customer has no e-mail address', {
    say: { en: 'This customer has no e-mail address.', nl: 'Deze klant heeft geen e-mailadres.' },
    data: { missing: 'customer.email' },
  });
}

/** The public page of an invoice. Always the same for one invoice, so that its PDF is too. */
export function pageOf(invoice: IssuedInvoice): PageLink {
  const expiresAt = endOfDay(addDays(invoice.dueDate, PAGE_DAYS), invoice.seller.timeZone);
  return { link: 'invoice', documentId: invoice.id, expiresAt };
}

/** The stored documents of an invoice, as they go along with a mail: the e-invoice for customers who want it. */
export function attachmentsOf(invoice: IssuedInvoice): MailAttachment[] {
  const { number, pdf, eInvoice, buyer } = invoice;
  return [
    ...(pdf === null ? [] : [{ filename: `${filenameOf(number)}.pdf`, path: pdf.path, contentType: 'application/pdf' }]),
    ...(eInvoice === null || buyer.eInvoice === null ? [] : [{ filename: `${filenameOf(number)}.xml`, path: eInvoice.path, contentType: 'application/xml' }]),
  ];
}

/** A number may hold characters that a file system does not like. */
export function filenameOf(number: string): string {
  return number.replace(/[^\w.-]/g, '_');
}

/** The first name that a person would use on an envelope. */
export function nameOf(invoice: Invoice): string {
  return invoice.buyer.contactName ?? invoice.buyer.name;
}

/**
 * Mails the invoice or credit note with its documents attached.
 * @param options.id makes a second call the same mail
 */
export function mailInvoice(posting: Posting, invoice: IssuedInvoice, options: { to?: string; id?: string } = {}): void {
  const { buyer, language, number, currency, totals, dueDate, correction } = invoice;
  const receiver = { email: options.to ?? buyer.email };
  assertMailable(receiver);
  const common = {
    to: receiver.email,
    language,
    attachments: attachmentsOf(invoice),
    about: { collection: INVOICES, id: invoice.id },
    ...(options.id === undefined ? {} : { id: options.id }),
  };
  const facts = { number, customerName: nameOf(invoice), page: pageOf(invoice) };
  if (invoice.kind === 'credit-note') {
    const total = { amount: minor(-totals.gross), currency };
    sendMail(posting, { ...common, template: 'credit-note', data: { ...facts, invoiceNumber: correction?.number ?? '', total } });
  } else {
    sendMail(posting, { ...common, template: 'invoice', data: { ...facts, total: { amount: invoice.amounts.due, currency }, dueDate } });
  }
}
