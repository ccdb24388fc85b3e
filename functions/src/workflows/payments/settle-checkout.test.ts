import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { allEvents, documentsOf, moneyScene, sessionOf, takeIn, type StartedCheckout } from '../../../test/support/stripe.ts';
import { frozenClock } from '../../platform/clock.ts';
import { silentCheckoutsJob } from './refresh-checkout.ts';
import { startCheckout } from './start-checkout.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
let invoice: InvoiceReply;

beforeEach(async () => {
  ({ ours, theirs, invoice } = await moneyScene(stack()));
});

const start = (idempotencyKey?: string) =>
  callAs<StartedCheckout>(ours.owner, startCheckout, { invoiceId: invoice.id }, { orgId: ours.orgId, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
const documents = (name: string) => documentsOf(ours, name);
const kinds = async () => (await documents('outbox')).map(({ kind, template }) => `${String(kind)}:${String((template as { name?: string } | undefined)?.name)}`).sort();

/** Hands every event that Stripe has made to the inbox, as often and in the order told, each delivery at once. */
async function deliver(times: number, order: 'given' | 'reversed' = 'given'): Promise<void> {
  const events = await allEvents(stack(), times);
  await takeIn(order === 'reversed' ? events.toReversed() : events);
}

describe('a paid checkout', () => {
  test('pays the invoice once, with one receipt and one push, however often and in whatever order the events come', async () => {
    const started = await start();
    expect(started.amount).toBe(invoice.totals.gross);
    await world().payCheckout(sessionOf(started), { method: 'ideal' });
    await deliver(5, 'reversed');

    const [payment, ...more] = await documents('payments');
    expect(more).toEqual([]);
    expect(payment).toMatchObject({ amount: invoice.totals.gross, currency: 'EUR', method: 'ideal', status: 'succeeded', subject: { collection: 'invoices', id: invoice.id } });
    const { settlement } = payment as unknown as { settlement: { amount: number; fee: number; net: number } };
    expect(settlement.net).toBe(settlement.amount - settlement.fee);
    expect((await documents('invoices'))[0]).toMatchObject({ status: 'paid', amounts: { paid: invoice.totals.gross, due: 0 } });
    expect(await kinds()).toEqual(expect.arrayContaining(['mail:receipt', 'push:invoice-paid']));
    expect((await kinds()).filter((kind) => kind === 'mail:receipt' || kind === 'push:invoice-paid')).toHaveLength(2);
    expect((await documents('checkouts'))[0]).toMatchObject({ status: 'complete', checkAt: null });
  }, 60_000);

  test('is found by the sweep when its events never come', async () => {
    const started = await start();
    await world().payCheckout(sessionOf(started), { method: 'card' });
    const nextDay = frozenClock(new Date(Date.now() + 25 * 3_600_000));
    await silentCheckoutsJob.run(nextDay);
    expect(await documents('payments')).toHaveLength(1);
  });

  test('that fails leaves the invoice as it was, and can still be paid', async () => {
    const started = await start();
    await world().failCheckout(sessionOf(started), { failure: 'insufficient_funds' });
    await deliver(2);
    expect(await documents('payments')).toEqual([]);
    expect((await documents('invoices'))[0]).toMatchObject({ status: 'open' });
    expect(await start()).toEqual(started);
  });
});

describe('a bank debit', () => {
  test('is on its way before it is paid', async () => {
    const started = await start();
    await world().payCheckout(sessionOf(started), { method: 'sepa_debit' });
    await deliver(1);
    const [checkout] = await documents('checkouts');
    expect(checkout).toMatchObject({ status: 'processing' });
    expect((await documents('invoices'))[0]).toMatchObject({ status: 'open' });
    await expect(start()).rejects.toMatchObject({ code: 'wrong-state' });
    await world().settleIntent(String(checkout?.['paymentId']), 'succeed');
    await deliver(2, 'reversed');
    expect((await documents('invoices'))[0]).toMatchObject({ status: 'paid' });
  });
});

describe('starting a checkout', () => {
  test('twice gives the same page', async () => {
    const first = await start();
    expect(await start()).toEqual(first);
    expect(await documents('checkouts')).toHaveLength(1);
  });

  test('20 times at once with one key makes one page and 20 equal answers', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => start('the-same-key')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const made = (await world().requests('stripe')).filter(({ method, path }) => method === 'POST' && path === '/v1/checkout/sessions');
    expect(new Set(made.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  test('whose answer is lost goes on from there with the same page', async () => {
    await world().addFaults({ service: 'stripe', method: 'POST', path: '/v1/checkout/sessions', times: 3, action: { type: 'drop-answer' } });
    await expect(start('lost-answer')).rejects.toMatchObject({ code: 'provider-unavailable' });
    const again = await start('lost-answer');
    expect(again.url).toContain('/checkout/cs_');
    expect(await documents('checkouts')).toHaveLength(1);
    const sent = (await world().requests('stripe')).filter(({ method }) => method === 'POST');
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  test('for an invoice of another organisation answers as for one that never was', async () => {
    const foreign = await anInvoice(theirs);
    const call = callAs(ours.owner, startCheckout, { invoiceId: foreign.id }, { orgId: ours.orgId });
    const unknown = callAs(ours.owner, startCheckout, { invoiceId: 'never-was' }, { orgId: ours.orgId });
    await expect(call).rejects.toMatchObject({ code: 'not-found', data: { collection: 'invoices' } });
    await expect(unknown).rejects.toMatchObject({ code: 'not-found', data: { collection: 'invoices' } });
    expect(await documents('checkouts')).toEqual([]);
  });
});
