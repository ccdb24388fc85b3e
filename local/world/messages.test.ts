import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestWorld } from './test-world.ts';

let w: TestWorld;
beforeAll(async () => {
  w = await startTestWorld();
});
afterAll(() => w.stop());
beforeEach(() => w.reset());

const mail = { from: 'Shop <shop@example.org>', to: ['jo@example.org', 'kim@example.org'], subject: 'Invoice 2026-0007', html: '<p>€ 61,21</p>' };

describe('Resend', () => {
  test('takes a mail with an attachment, shows it to people, and serves the file', async () => {
    const pdf = Buffer.from('%PDF-1.7 not really');
    const { data } = await w.resend.emails.send({ ...mail, replyTo: 'owner@example.org', attachments: [{ filename: 'invoice 7.pdf', content: pdf }] });
    const [stored] = await w.client.mails('kim@example.org');
    expect(stored).toMatchObject({ id: data?.id, subject: mail.subject, replyTo: ['owner@example.org'], attachments: [{ filename: 'invoice 7.pdf', contentType: 'application/pdf', size: pdf.length }] });
    expect(Buffer.from(stored?.attachments[0]?.content ?? '', 'base64')).toEqual(pdf);
    const page = await (await fetch(`${w.world.url}/mail/${data?.id}`)).text();
    expect(page).toContain('sandbox=');
    const file = await fetch(`${w.world.url}/mail/${data?.id}/attachments/0`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(pdf);
    expect((await w.resend.emails.get(data?.id ?? '')).data).toMatchObject({ last_event: 'delivered', to: mail.to });
  });

  test.each([
    [{ from: undefined }, 'missing_required_field'],
    [{ to: undefined }, 'missing_required_field'],
    [{ subject: undefined }, 'missing_required_field'],
    [{ html: undefined }, 'validation_error'],
    [{ to: ['nobody'] }, 'validation_error'],
    [{ from: 'shop at example' }, 'validation_error'],
    [{ to: Array.from({ length: 51 }, (_, i) => `p${i}@example.org`) }, 'validation_error'],
    [{ replyTo: 'x@example.org' }, 'validation_error'],
    [{ tags: [{ name: 'order no', value: '7' }] }, 'validation_error'],
    [{ attachments: [{ filename: 'a.pdf', content: '***' }] }, 'invalid_attachment'],
    [{ attachments: [{ filename: 'a.pdf', path: 'https://example.org/a.pdf' }] }, 'invalid_attachment'],
  ])('refuses a bad mail (%#: %s)', async (change, name) => {
    const response = await fetch(`${w.world.url}/resend/emails`, { method: 'POST', headers: { authorization: 'Bearer re_test' }, body: JSON.stringify({ ...mail, ...change }) });
    expect([response.status, await response.json()]).toEqual([422, { statusCode: 422, name, message: expect.any(String) }]);
    expect(await w.client.mails()).toHaveLength(0);
  });

  test('honours idempotency keys for a day, and checks the API key', async () => {
    const first = await w.resend.emails.send(mail, { idempotencyKey: 'inv-7' });
    expect((await w.resend.emails.send(mail, { idempotencyKey: 'inv-7' })).data).toEqual(first.data);
    expect((await w.resend.emails.send({ ...mail, subject: 'Other' }, { idempotencyKey: 'inv-7' })).error).toMatchObject({ name: 'invalid_idempotent_request', statusCode: 409 });
    await w.client.addFaults({ service: 'resend', action: { type: 'delay', ms: 150 } });
    const slow = w.resend.emails.send(mail, { idempotencyKey: 'inv-8' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await w.resend.emails.send(mail, { idempotencyKey: 'inv-8' })).error?.name).toBe('concurrent_idempotent_requests');
    await slow;
    expect(await w.client.mails()).toHaveLength(2);
    const response = await fetch(`${w.world.url}/resend/emails`, { method: 'POST', headers: { authorization: 'Bearer re_wrong' }, body: '{}' });
    expect([response.status, ((await response.json()) as { name: string }).name]).toEqual([403, 'invalid_api_key']);
  });

  test('sends later, and in batches', async () => {
    const at = new Date(Date.now() + 3600_000).toISOString();
    const { data } = await w.resend.emails.send({ ...mail, scheduledAt: at });
    expect((await w.resend.emails.get(data?.id ?? '')).data?.last_event).toBe('scheduled');
    await w.client.setClock(3601_000);
    expect((await w.resend.emails.get(data?.id ?? '')).data?.last_event).toBe('delivered');
    await w.client.setClock(0);
    const batch = await w.resend.batch.send([mail, { ...mail, to: 'lot@example.org' }, { ...mail, to: 'mo@example.org' }]);
    expect(batch.data?.data).toHaveLength(3);
    expect(await w.client.mails('lot@example.org')).toHaveLength(1);
  });
});

describe('FCM', () => {
  const send = async (message: unknown, token = 'Bearer ya29.x', more: object = {}): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${w.world.url}/fcm/v1/projects/demo-p/messages:send`, { method: 'POST', headers: token ? { authorization: token } : {}, body: JSON.stringify({ message, ...more }) });
    return { status: response.status, body: await response.json() };
  };

  test('delivers to a phone that people see', async () => {
    const sent = await send({ token: 'device-1', notification: { title: 'Paid', body: 'Invoice 2026-0007, € 61,21' }, data: { invoiceId: 'inv_7' }, apns: { payload: { aps: { badge: 3 } } } });
    expect(sent).toMatchObject({ status: 200, body: { name: expect.stringMatching(/^projects\/demo-p\/messages\//) } });
    expect(await w.client.pushes('device-1')).toMatchObject([{ title: 'Paid', data: { invoiceId: 'inv_7' } }]);
    expect(await (await fetch(`${w.world.url}/phone`)).text()).toContain('Invoice 2026-0007');
  });

  test.each([
    [{ notification: { title: 'x' } }, 'Recipient of the message is not set.'],
    [{ token: 'device-1', topic: 'news' }, "oneof field 'target' is already set"],
    [{ token: 'device-1', data: { amount: 12 } }, "Invalid value at 'message.data[0].value' (TYPE_STRING), 12"],
    [{ token: 'device-1', notifcation: { title: 'x' } }, 'Unknown name "notifcation" at \'message\''],
    [{ token: 'device-1', notification: { title: 'x', badge: '3' } }, 'Unknown name "badge" at \'message.notification\''],
    [{ token: 'device-1', data: { from: 'x' } }, 'Invalid data payload key: from'],
    [{ token: 'device-1', data: { text: 'x'.repeat(4100) } }, 'Message is too big'],
    [{ token: 'device-1', android: { ttl: '60' } }, "Invalid value at 'message.android.ttl'"],
    [{ topic: 'a b' }, 'Invalid topic name.'],
  ])('refuses a bad message (%#)', async (message, text) => {
    expect(await send(message)).toMatchObject({ status: 400, body: { error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.stringContaining(text) } } });
    expect(await w.client.pushes()).toHaveLength(0);
  });

  test('tells of removed apps and missing credentials', async () => {
    const gone = { error: { code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND', details: [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: 'UNREGISTERED' }] } };
    expect(await send({ token: 'unregistered-9' })).toEqual({ status: 404, body: gone });
    await w.client.unregisterToken('device-2');
    expect(await send({ token: 'device-2' })).toEqual({ status: 404, body: gone });
    expect(await send({ token: 'device-1' }, '')).toMatchObject({ status: 401, body: { error: { status: 'UNAUTHENTICATED' } } });
  });

  test('checks without sending, and sends to the devices of a topic', async () => {
    expect((await send({ token: 'device-1' }, 'Bearer x', { validate_only: true })).status).toBe(200);
    expect(await w.client.pushes()).toHaveLength(0);
    const topic = await fetch(`${w.world.url}/fcm/iid/v1:batchAdd`, { method: 'POST', headers: { authorization: 'Bearer x' }, body: JSON.stringify({ to: '/topics/shop-7', registration_tokens: ['d-3', 'unregistered-4', 'd-5'] }) });
    expect(await topic.json()).toEqual({ results: [{}, { error: 'NOT_FOUND' }, {}] });
    await send({ topic: 'shop-7', notification: { title: 'Open' } });
    expect((await w.client.pushes()).map((p) => p.token)).toEqual(['d-3', 'd-5']);
  });
});
