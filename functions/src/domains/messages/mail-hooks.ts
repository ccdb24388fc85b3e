import { type Language } from '../../platform/errors.ts';
import { type About, type Posting } from './mail.ts';
import { type MailTemplateName } from './templates/mail-templates.ts';

/** A mail that has left or was given up, as the domain it is about hears of it. */
export interface MailFate extends Posting {
  readonly about: About;
  readonly template: MailTemplateName;
  readonly language: Language;
  readonly to: readonly string[];
  readonly outboxId: string;
}

/**
 * By collection, what a domain does when a mail about one of its documents has been handed over or given up. Runs in
 * the transaction that marks the mail, so it happens exactly once. The registry passes the table in.
 */
export type MailHooks = Readonly<
  Record<
    string,
    {
      sent?(fate: MailFate): Promise<void>;
      failed?(fate: MailFate & { readonly error: string }): Promise<void>;
    }
  >
>;
