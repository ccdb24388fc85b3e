import { type Clock } from '../../platform/clock.ts';
import { type Language } from '../../platform/errors.ts';
import { enqueue } from '../../platform/outbox.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { type MailData, type MailTemplateName } from './templates/mail-templates.ts';

/** What a mail is about, so that the domain it belongs to hears when it has gone out. */
export interface About {
  readonly collection: string;
  readonly id: string;
}

/** A file in Storage that goes along. */
export interface MailAttachment {
  readonly filename: string;
  /** Path in the bucket; read when the mail is sent. */
  readonly path: string;
  readonly contentType: string;
}

/** A mail in the outbox, in the shape of the Trigger Email extension; words and links are made when it is sent. */
export interface MailPayload {
  readonly to: readonly string[];
  readonly replyTo: string | null;
  readonly template: { readonly name: MailTemplateName; readonly language: Language; readonly data: object };
  readonly message: { readonly attachments: readonly MailAttachment[] };
  readonly about: About | null;
}

export interface Mail<T extends MailTemplateName> {
  readonly to: string | readonly string[];
  readonly template: T;
  readonly language: Language;
  readonly data: MailData<T>;
  readonly attachments?: readonly MailAttachment[];
  /** The document it belongs to; its domain's hook runs in the transaction that marks the mail as sent. */
  readonly about?: About;
  /** Where an answer goes; the organisation's own address unless told. */
  readonly replyTo?: string;
  /** Makes a second call the same mail; without it each call sends one. */
  readonly id?: string;
  readonly notBefore?: Date;
}

/** The part of an action's context that messages need. */
export interface Posting {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
  readonly correlationId: string;
}

/**
 * Puts a mail in the outbox, in the transaction of the change that causes it; it leaves after the commit.
 * @returns the id of its outbox document
 */
export function sendMail<T extends MailTemplateName>(context: Posting, mail: Mail<T>): string {
  const { template: name, language, data, attachments = [], about = null, replyTo = null, id, notBefore } = mail;
  const payload: MailPayload = {
    to: typeof mail.to === 'string' ? [mail.to] : [...mail.to],
    replyTo,
    template: { name, language, data: data as object },
    message: { attachments },
    about,
  };
  return enqueue(context, { kind: 'mail' }, payload, {
    ...(id === undefined ? {} : { id }),
    ...(notBefore === undefined ? {} : { notBefore }),
  });
}
