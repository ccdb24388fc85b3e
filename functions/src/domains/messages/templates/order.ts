import { amountText, greeting, momentText, type Amount } from './wording.ts';
import { pick, type MailTemplate, type PageLink } from './template.ts';

export interface OrderMail {
  readonly step: 'accepted' | 'ready' | 'out-for-delivery' | 'cancelled';
  readonly number: string;
  readonly customerName: string;
  readonly shopName: string;
  readonly service: 'eat-in' | 'collect' | 'deliver';
  readonly dueAt: Date;
  readonly total: Amount;
  /** Why it was cancelled; may be empty. */
  readonly reason: string;
  readonly page: PageLink;
}

const SUBJECTS: Record<OrderMail['step'], { readonly nl: string; readonly en: string }> = {
  accepted: { nl: 'is aangenomen', en: 'has been accepted' },
  ready: { nl: 'staat klaar', en: 'is ready' },
  'out-for-delivery': { nl: 'is onderweg', en: 'is on its way' },
  cancelled: { nl: 'is geannuleerd', en: 'has been cancelled' },
};

/** One step of an order, to its customer. */
export const orderMail: MailTemplate<OrderMail> = (data, { language, timeZone, url }) => {
  const { step, number, customerName, shopName, service, dueAt, total, reason, page } = data;
  const news = pick(language, { nl: `Je bestelling ${number} ${SUBJECTS[step].nl}`, en: `Your order ${number} ${SUBJECTS[step].en}` });
  const expected: readonly (readonly [string, string])[] =
    step === 'cancelled' ? [] : [[pick(language, { nl: service === 'deliver' ? 'Verwacht om' : 'Klaar om', en: service === 'deliver' ? 'Expected at' : 'Ready at' }), momentText(dueAt, language, timeZone)]];
  return {
    subject: `${news} – ${shopName}`,
    preview: `${news}.`,
    greeting: greeting(customerName, language),
    paragraphs: [`${news}.`, ...(reason === '' ? [] : [pick(language, { nl: `Reden: ${reason}`, en: `Reason: ${reason}` })])],
    facts: [
      [pick(language, { nl: 'Bestelling', en: 'Order' }), number],
      ...expected,
      [pick(language, { nl: 'Totaal', en: 'Total' }), amountText(total, language)],
    ],
    button: { label: pick(language, { nl: 'Volg je bestelling', en: 'Follow your order' }), url: url(page) },
  };
};
