import { type Permission } from '../../platform/actor.ts';
import { enqueue } from '../../platform/outbox.ts';
import { type Posting } from './mail.ts';
import { type PushData, type PushTemplateName } from './templates/push-templates.ts';

/** For whom: members who hold a permission when the push is sent, or certain persons. */
export type PushRecipients = { readonly permission: Permission } | { readonly uids: readonly string[] };

/** What became of one device. */
export interface PushOutcome {
  readonly state: 'sent' | 'gone' | 'refused';
  readonly messageId: string | null;
}

/** A push in the outbox. */
export interface PushPayload {
  readonly recipients: PushRecipients;
  readonly template: { readonly name: PushTemplateName; readonly data: object };
  /** A newer push with the same key replaces an older one on the device; so does the same one sent again. */
  readonly collapseKey: string;
  /** By device, what is done; an attempt after a failure goes only to the others. */
  readonly devices: Readonly<Record<string, PushOutcome>>;
}

export type Notification<T extends PushTemplateName> = PushRecipients & {
  readonly template: T;
  readonly data: PushData<T>;
  readonly collapseKey: string;
  /** Makes a second call the same push. */
  readonly id?: string;
};

/**
 * Puts a push in the outbox, in the transaction of the change that causes it. Who gets it, on which devices and in
 * which language is decided when it is sent.
 * @returns the id of its outbox document
 */
export function notify<T extends PushTemplateName>(context: Posting, notification: Notification<T>): string {
  const { template: name, data, collapseKey, id } = notification;
  const recipients = 'uids' in notification ? { uids: [...notification.uids] } : { permission: notification.permission };
  const payload: PushPayload = { recipients, template: { name, data: data as object }, collapseKey, devices: {} };
  return enqueue(context, { kind: 'push' }, payload, id === undefined ? {} : { id });
}
