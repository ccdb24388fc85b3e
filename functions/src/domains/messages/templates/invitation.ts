import { greeting, momentText } from './wording.ts';
import { pick, type MailTemplate, type PageLink } from './template.ts';

export interface InvitationMail {
  /** Who invites, as the organisation knows them. */
  readonly inviterName: string | null;
  readonly role: string;
  readonly page: PageLink;
}

export const invitationMail: MailTemplate<InvitationMail> = ({ inviterName, role, page }, { language, sender, timeZone, url }) => {
  const until = momentText(page.expiresAt, language, timeZone);
  const by = inviterName ?? sender.name;
  return {
    subject: pick(language, { nl: `Uitnodiging voor ${sender.name}`, en: `Invitation to ${sender.name}` }),
    preview: pick(language, { nl: `${by} nodigt je uit om mee te werken.`, en: `${by} invites you to work together.` }),
    greeting: greeting(null, language),
    paragraphs: [
      pick(language, {
        nl: `${by} nodigt je uit om mee te werken in de administratie van ${sender.name}, met de rol ${role}.`,
        en: `${by} invites you to join the back office of ${sender.name}, with the role ${role}.`,
      }),
    ],
    button: { label: pick(language, { nl: 'Uitnodiging bekijken', en: 'View invitation' }), url: url(page) },
    closing: [
      pick(language, {
        nl: `De uitnodiging geldt tot ${until}. Verwacht je deze niet? Dan hoef je niets te doen.`,
        en: `The invitation is valid until ${until}. Not expecting it? Then there is nothing you need to do.`,
      }),
    ],
  };
};
