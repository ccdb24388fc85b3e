import * as z from 'zod';
import { type Clock } from '../../platform/clock.ts';
import { type DeliveryEvent } from '../../platform/delivery.ts';
import { Id } from '../../platform/ids.ts';
import { type EventHandler } from '../../platform/inbox.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
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
  async process(event, clock) {
    const parsed = MailEvent.safeParse(JSON.parse(event.payload));
    if (!parsed.success || parsed.data.data.tags === undefined) return { ignored: 'not about a mail of ours' };
    const { type, created_at: at, data } = parsed.data;
    const detail = data.bounce === undefined ? null : `${data.bounce.type}: ${data.bounce.message}`;
    const report = { id: event.id, type: type.replace(/^email\./, ''), at: new Date(at), detail };
    return note(data.tags as { org: string; outbox: string }, data.email_id, report, clock);
  },
};

async function note(tags: { org: string; outbox: string }, messageId: string, report: DeliveryEvent, clock: Clock) {
  // The tags came from us and back under the provider's signature.
  const org = Tenant.verified(tags.org);
  return transact(clock, async (tx) => {
    const mail = await findMail(tx, org, tags.outbox);
    if (mail === undefined) return { ignored: 'no such mail' };
    const { delivery } = mail;
    if (delivery.info !== null && delivery.info['messageId'] !== messageId) return { ignored: 'another message' };
    const { events = [] } = delivery;
    if (events.some(({ id }) => id === report.id) || events.length >= MAX_REPORTS) return { ignored: 'known' };
    const sorted = [...events, report].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
    tx.patch(mailRef(org, tags.outbox), { 'delivery.events': sorted });
    return { noted: report.type };
  });
}
