import { type IsoDate } from '../../../platform/business-date.ts';
import { amountText, dateText, greeting, type Amount } from './wording.ts';
import { pick, type MailTemplate, type PageLink } from './template.ts';

export interface ReminderMail {
  readonly number: string;
  readonly customerName: string;
  readonly due: Amount;
  readonly dueDate: IsoDate;
  readonly level: 'friendly' | 'second' | 'final';
  /** What the letter says, in the language of the mail; the same words as in the attached letter. */
  readonly paragraphs: readonly string[];
  /** Interest and collection cost that are owed already. */
  readonly costs: Amount | null;
  readonly page: PageLink;
}

const LABEL = {
  friendly: { nl: 'Herinnering', en: 'Reminder' },
  second: { nl: 'Tweede herinnering', en: 'Second reminder' },
  final: { nl: 'Laatste herinnering', en: 'Final reminder' },
} as const;

export const reminderMail: MailTemplate<ReminderMail> = (data, { language, sender, url }) => {
  const { number, customerName, due, dueDate, level, paragraphs, costs, page } = data;
  const amount = amountText(due, language);
  const [first = amount] = paragraphs;
  return {
    subject: `${pick(language, LABEL[level])}: ${pick(language, { nl: 'factuur', en: 'invoice' })} ${number} ${pick(language, { nl: 'van', en: 'from' })} ${sender.name}`,
    preview: `${pick(language, { nl: 'Nog te betalen', en: 'Still to pay' })}: ${amount}. ${first}`,
    greeting: greeting(customerName, language),
    paragraphs,
    facts: [
      [pick(language, { nl: 'Factuur', en: 'Invoice' }), number],
      [pick(language, { nl: 'Nog te betalen', en: 'Still to pay' }), amount],
      ...(costs === null ? [] : [[pick(language, { nl: 'Rente en incassokosten', en: 'Interest and collection cost' }), amountText(costs, language)] as const]),
      [pick(language, { nl: 'Was te betalen op', en: 'Was due on' }), dateText(dueDate, language)],
    ],
    button: { label: pick(language, { nl: 'Bekijken en betalen', en: 'View and pay' }), url: url(page) },
  };
};
