import * as z from 'zod';
import { type DeliveryEvent } from '../../platform/delivery.ts';
import { Id } from '../../platform/ids.ts';
import { type InboxDocument } from '../../platform/inbox.ts';
import { type EventHandler, type Outcome } from '../../platform/process-events.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact, type Tx } from '../../platform/tx.ts';
import { findMail, mailRef } from './repo.ts';

/** The part of Resend's e-mail events that we read; their types name the rest. */
const MailEvent = z.object({
  type: z.string(),
  created_at: z.string(),
  data: z.object({
    email_id: z.string(),
    tags: z.object({ org: Id, outbox: Id }).optional(),
    bounce: z.object({ message: z.string(), type: z.string(), subType: z.string() }).optional(),
  }),
});

/** More reports than this about one mail are opens and clicks; the first ones tell enough. */
const MAX_REPORTS = 50;

/** Puts delivered, bounced, opened, … on the mail that Resend reports about. */
export const resendEvents: EventHandler = {
  provider: 'resend',
  process: (event, clock) => transact(clock, (tx) => apply(tx, event)),
  within: {
    reads(event) {
      const about = aboutOf(event);
      return about === undefined ? [] : [about.ref];
    },
    apply,
  },
};

async function apply(tx: Tx, event: InboxDocument): Promise<Outcome> {
  const about = aboutOf(event);
  if (about === undefined) return { ignored: 'not about a mail of ours' };
  const { org, outboxId, report, messageId } = about;
  const mail = await findMail(tx, org, outboxId);
  if (mail === undefined) return { ignored: 'no such mail' };
  const { events = [], info } = mail.delivery;
  if (info !== null && info['messageId'] !== messageId) return { ignored: 'another message' };
  if (events.some(({ id }) => id === report.id) || events.length >= MAX_REPORTS) return { ignored: 'known' };
  const sorted = [...events, report].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  tx.patch(about.ref, { 'delivery.events': sorted });
  return { noted: report.type };
}

/** The mail that an event is about, and what it says about it. */
function aboutOf(event: InboxDocument) {
  const parsed = MailEvent.safeParse(JSON.parse(event.payload));
  if (!parsed.success || parsed.data.data.tags === undefined) return undefined;
  const { type, created_at: at, data } = parsed.data;
  const { org: orgId, outbox: outboxId } = parsed.data.data.tags;
  // The tags came from us and back under the provider's signature.
  const org = Tenant.verified(orgId);
  const detail = data.bounce === undefined ? null : `${data.bounce.type}: ${data.bounce.message}`;
  const report: DeliveryEvent = { id: event.id, type: type.replace(/^email\./, ''), at: new Date(at), detail };
  return { org, outboxId, ref: mailRef(org, outboxId), messageId: data.email_id, report };
}
