import { beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { useStack } from '../../../../local/stack/jest.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { storeEvent } from '../../platform/inbox.ts';
import { processEvents } from '../../platform/process-events.ts';
import { verifyLink } from '../../platform/link-token.ts';
import { effectTable, performOutbox } from '../../platform/outbox.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
import { sendMail, type MailFate } from './api.ts';
import { resendEvents } from './resend-events.ts';
import { resendWebhook } from './providers/resend/verify-webhook.ts';
import { mailEffect } from './send-mail.ts';

const stack = useStack({ functions: false, world: true });
const start = new Date('2026-11-12T09:41:00Z');
const after = (seconds: number) => frozenClock(new Date(start.getTime() + seconds * 1000));

let sent: MailFate[] = [];
let failed: string[] = [];
const effects = effectTable([
  mailEffect({
    quotes: {
      sent: async (fate) => void sent.push(fate),
      failed: async ({ error }) => void failed.push(error),
    },
  }) as never,
]);

let built: BuiltOrganisation;
let org: Tenant;

beforeEach(async () => {
  await stack().clear();
  await stack().world.reset();
  sent = [];
  failed = [];
  built = await anOrganisation();
  org = Tenant.verified(built.orgId);
});

const page = { link: 'quote', documentId: 'q17', expiresAt: new Date('2026-12-19T23:00:00Z') } as const;
const send = (to = 'fenna@goudenaar.example', language: 'nl' | 'en' = 'nl') =>
  transact(after(0), async (tx) =>
    sendMail(
      { tx, org, clock: after(0), correlationId: 'run-1' },
      {
        id: 'mail-1',
        to,
        template: 'quote',
        language,
        data: { number: 'O-2026-0007', customerName: 'Fenna <b>Özdemir</b>', total: { amount: 298_369, currency: 'EUR' }, validUntil: '2026-12-19' as never, page },
        about: { collection: 'quotes', id: 'q17' },
      },
    ),
  );
const perform = (seconds: number) => performOutbox(effects, built.orgId, 'mail-1', after(seconds));
const document = async () => (await database().doc(`orgs/${built.orgId}/outbox/mail-1`).get()).data();

describe('a mail', () => {
  test('says the same in HTML and text, escapes what people typed, and links with a token that stands in no document', async () => {
    await send();
    await perform(1);
    const [mail] = await stack().world.mails('fenna@goudenaar.example');
    expect(mail).toMatchObject({ subject: 'Offerte O-2026-0007 van Van Dijk Dakwerken B.V.', from: '"Van Dijk Dakwerken B.V." <post@toonbank.example>', replyTo: ['post@vandijk.example'] });
    expect(mail?.html).toContain('Fenna &lt;b&gt;Özdemir&lt;/b&gt;');
    expect(mail?.html).toContain('lang="nl"');
    for (const body of [mail?.html ?? '', mail?.text ?? '']) {
      expect(body).toContain('19 december 2026');
      expect(body.replaceAll('\u00a0', ' ')).toContain('€ 2.983,69');
    }
    const token = /\/public\/quote\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(verifyLink('quote', token, start)).toMatchObject({ orgId: built.orgId, documentId: 'q17' });
    expect(JSON.stringify(await document())).not.toContain(token);
    expect(await document()).toMatchObject({ to: ['fenna@goudenaar.example'], delivery: { state: 'SUCCESS', attempts: 1, info: { messageId: mail?.id } } });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.about).toEqual({ collection: 'quotes', id: 'q17' });
  });

  test('speaks English to who reads English', async () => {
    await send('joan@example.org', 'en');
    await perform(1);
    const [mail] = await stack().world.mails('joan@example.org');
    expect(mail?.subject).toBe('Quote O-2026-0007 from Van Dijk Dakwerken B.V.');
    expect(mail?.text).toContain('19 December 2026');
  });

  test('whose answer was lost is not sent twice', async () => {
    await send();
    await stack().world.addFaults({ service: 'resend', method: 'POST', action: { type: 'drop-answer' } });
    await perform(1);
    expect(await document()).toMatchObject({ delivery: { state: 'RETRY', attempts: 1 } });
    expect(sent).toHaveLength(0);
    await perform(60);
    expect(await document()).toMatchObject({ delivery: { state: 'SUCCESS', attempts: 2 } });
    expect(await stack().world.mails('fenna@goudenaar.example')).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  test('is tried again after a limit or an outage', async () => {
    await send();
    await stack().world.addFaults({ service: 'resend', method: 'POST', action: { type: 'status', status: 429 } });
    await perform(1);
    expect(await document()).toMatchObject({ delivery: { state: 'RETRY', error: expect.stringContaining('429') } });
  });

  test('that the provider refuses is a dead letter at once, and its domain hears of it', async () => {
    await send('no address at all');
    await perform(1);
    expect(await document()).toMatchObject({ delivery: { state: 'ERROR', attempts: 1, dueAt: null } });
    expect(failed).toEqual([expect.stringContaining('validation_error')]);
    expect(sent).toEqual([]);
  });
});

describe('what Resend reports', () => {
  const secret = () => String(process.env['RESEND_WEBHOOK_SECRETS']);
  const headers = (id: string, at: Date, body: string, key = secret()): Record<string, string> => ({
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(key).sign(id, at, body),
  });
  const verify = (body: string, fields: Record<string, string>, now = start) => resendWebhook.verify(Buffer.from(body), (name) => fields[name], now);
  const body = JSON.stringify({ type: 'email.delivered', created_at: '2026-11-12T09:42:00Z', data: {} });

  test('counts only under a valid signature, in time, also while the secret is being replaced', async () => {
    expect(await verify(body, headers('msg_1', start, body))).toEqual({ eventId: 'msg_1', type: 'email.delivered' });
    expect(await verify(`${body} `, headers('msg_1', start, body))).toBeUndefined();
    expect(await verify(body, {})).toBeUndefined();
    expect(await verify(body, headers('msg_1', start, body), new Date(start.getTime() + 301_000))).toBeUndefined();
    expect(await verify(body, headers('msg_1', new Date(start.getTime() + 301_000), body))).toBeUndefined();
    const next = `whsec_${Buffer.from('the next secret of this test').toString('base64')}`;
    expect(await verify(body, headers('msg_1', start, body, next))).toBeUndefined();
    process.env['RESEND_WEBHOOK_SECRETS'] = `${next},${secret()}`;
    try {
      expect(await verify(body, headers('msg_1', start, body, next))).toBeDefined();
      expect(await verify(body, headers('msg_1', start, body, secret().split(',')[1]))).toBeDefined();
    } finally {
      process.env['RESEND_WEBHOOK_SECRETS'] = secret().split(',')[1] ?? '';
    }
  });

  test('stands on the mail once, in the order of time, whatever the order of arrival', async () => {
    await send();
    await perform(1);
    const [mail] = await stack().world.mails('fenna@goudenaar.example');
    const report = async (eventId: string, type: string, at: string, emailId = mail?.id) => {
      const payload = JSON.stringify({ type, created_at: at, data: { email_id: emailId, tags: { org: built.orgId, outbox: 'mail-1' } } });
      await storeEvent({ provider: 'resend', eventId, type, payload, correlationId: 'report-1' }, after(5));
      await processEvents([resendEvents], [`resend_${eventId}`], after(5));
    };
    await report('b', 'email.opened', '2026-11-12T10:00:00Z');
    await report('a', 'email.delivered', '2026-11-12T09:42:00Z');
    await report('a', 'email.delivered', '2026-11-12T09:42:00Z');
    await report('c', 'email.bounced', '2026-11-12T09:43:00Z', 'somebody-elses-message');
    expect((await document())?.['delivery'].events).toMatchObject([{ type: 'delivered' }, { type: 'opened' }]);
  });
});
