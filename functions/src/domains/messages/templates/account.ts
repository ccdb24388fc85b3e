import { greeting } from './wording.ts';
import { pick, type MailTemplate } from './template.ts';

export interface WelcomeMail {
  readonly name: string | null;
  /** Where the app lives. */
  readonly appUrl: string;
}

export const welcomeMail: MailTemplate<WelcomeMail> = ({ name, appUrl }, { language, sender }) => ({
  subject: pick(language, { nl: `Welkom bij ${sender.name}`, en: `Welcome to ${sender.name}` }),
  preview: pick(language, { nl: 'Je kunt meteen beginnen.', en: 'You can start right away.' }),
  greeting: greeting(name, language),
  paragraphs: [
    pick(language, {
      nl: `Fijn dat je er bent. De administratie van ${sender.name} staat voor je klaar.`,
      en: `Good to have you. The back office of ${sender.name} is ready for you.`,
    }),
  ],
  button: { label: pick(language, { nl: 'Openen', en: 'Open' }), url: appUrl },
});

export interface ResetMail {
  readonly name: string | null;
  readonly resetUrl: string;
}

export const resetMail: MailTemplate<ResetMail> = ({ name, resetUrl }, { language }) => ({
  subject: pick(language, { nl: 'Nieuw wachtwoord kiezen', en: 'Choose a new password' }),
  preview: pick(language, { nl: 'Je vroeg om een nieuw wachtwoord.', en: 'You asked for a new password.' }),
  greeting: greeting(name, language),
  paragraphs: [
    pick(language, {
      nl: 'Je vroeg om een nieuw wachtwoord. Met de knop hieronder kies je er een.',
      en: 'You asked for a new password. Choose one with the button below.',
    }),
  ],
  button: { label: pick(language, { nl: 'Wachtwoord kiezen', en: 'Choose password' }), url: resetUrl },
  closing: [
    pick(language, {
      nl: 'Was jij het niet? Dan kun je deze e-mail weggooien; je wachtwoord blijft zoals het is.',
      en: 'Was it not you? Then throw this e-mail away; your password stays as it is.',
    }),
  ],
});

export interface AlertMail {
  readonly title: string;
  readonly lines: readonly string[];
  readonly url: string | null;
}

/** To the staff: something needs a person. */
export const alertMail: MailTemplate<AlertMail> = ({ title, lines, url }, { language }) => ({
  subject: title,
  preview: lines[0] ?? title,
  greeting: greeting(null, language),
  paragraphs: lines,
  ...(url === null ? {} : { button: { label: pick(language, { nl: 'Bekijken', en: 'View' }), url } }),
});
