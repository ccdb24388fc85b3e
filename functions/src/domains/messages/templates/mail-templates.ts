import { alertMail, resetMail, welcomeMail } from './account.ts';
import { creditNoteMail, invoiceMail } from './invoice.ts';
import { invitationMail } from './invitation.ts';
import { orderMail } from './order.ts';
import { quoteAcceptedMail, quoteMail } from './quote.ts';
import { receiptMail, refundMail } from './receipt.ts';
import { reminderMail } from './reminder.ts';
import { toHtml, toText } from './layout.ts';
import { type MailTemplate, type TemplateContext } from './template.ts';

/** Every mail the product sends, by name. The name and its data stand in the outbox; the words are made at sending. */
export const mailTemplates = {
  invitation: invitationMail,
  quote: quoteMail,
  'quote-accepted': quoteAcceptedMail,
  invoice: invoiceMail,
  'credit-note': creditNoteMail,
  order: orderMail,
  reminder: reminderMail,
  receipt: receiptMail,
  refund: refundMail,
  welcome: welcomeMail,
  reset: resetMail,
  alert: alertMail,
} as const;

export type MailTemplateName = keyof typeof mailTemplates;

/** The data that template `T` needs. */
export type MailData<T extends MailTemplateName> = (typeof mailTemplates)[T] extends MailTemplate<infer Data> ? Data : never;

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export function renderMail<T extends MailTemplateName>(name: T, data: MailData<T>, context: TemplateContext): RenderedMail {
  // The compiler cannot see that the entry and the data belong to the same `T`.
  const template = mailTemplates[name] as unknown as MailTemplate<MailData<T>>;
  const content = template(data, context);
  const { sender, language } = context;
  return { subject: content.subject, html: toHtml(content, sender, language), text: toText(content, sender, language) };
}
