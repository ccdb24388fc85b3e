import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { type InvoiceReply } from '../../../test/builders/invoice.ts';
import { joinAs, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { allEvents, booksOf, documentsOf, moneyScene, paidInFull, takeIn } from '../../../test/support/stripe.ts';
import { frozenClock } from '../../platform/clock.ts';
import { silentRefundsJob } from './money-sweeps.ts';
import { refundPayment } from './refund-payment.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;

interface RefundReply {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly creditNoteId: string | null;
}

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
let invoice: InvoiceReply;
let paymentId: string;

beforeEach(async () => {
  ({ ours, theirs, invoice } = await moneyScene(stack()));
  paymentId = (await paidInFull(stack(), ours, invoice.id, 'card')).id;
});

const refund = (fields: object, idempotencyKey?: string) =>
  callAs<RefundReply>(ours.owner, refundPayment, { paymentId, ...fields }, { orgId: ours.orgId, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
const theInvoice = async () => (await documentsOf(ours, 'invoices')).find(({ id }) => id === invoice.id) as unknown as InvoiceReply;
const refundsAtStripe = async () => (await world().requests('stripe')).filter(({ method, path, replayed }) => method === 'POST' && path === '/v1/refunds' && replayed !== true);
const mails = async (template: string) => (await documentsOf(ours, 'outbox')).filter((document) => (document['template'] as { name?: string } | undefined)?.name === template);

describe('a whole refund', () => {
  test('comes with the credit note of all of it, one mail, and balanced books', async () => {
    const reply = await refund({ reason: 'verkeerd geleverd' });
    expect(reply).toMatchObject({ status: 'succeeded', amount: invoice.totals.gross });
    await takeIn(await allEvents(stack(), 3));
    expect(await theInvoice()).toMatchObject({ status: 'credited', amounts: { paid: 0, credited: invoice.totals.gross, due: 0 } });
    expect((await documentsOf(ours, 'payments')).map(({ kind, amount }) => [kind, amount])).toEqual(
      expect.arrayContaining([['payment', invoice.totals.gross], ['refund', -invoice.totals.gross]]),
    );
    expect(await mails('refund')).toHaveLength(1);
    const note = (await documentsOf(ours, 'invoices')).find(({ id }) => id === reply.creditNoteId);
    expect(note).toMatchObject({ kind: 'credit-note', correction: { invoiceId: invoice.id, reason: 'verkeerd geleverd' } });
    // Sold and taken back, paid and paid back: what remains is what Stripe keeps.
    const { total, receivable, sales, vat, ...rest } = await booksOf(ours);
    expect({ total, receivable, sales, vat }).toEqual({ total: 0, receivable: 0, sales: 0, vat: 0 });
    expect(rest['provider-balance']).toBe(-(rest['provider-fees'] ?? 0));
  });

  test('asked for again finds nothing left', async () => {
    await refund({});
    await expect(refund({})).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await refundsAtStripe()).toHaveLength(1);
  });
});

describe('a part of it', () => {
  test('is refunded by lines, and the credit note says the same', async () => {
    const reply = await refund({ lines: [{ line: 0, quantity: '2' }] });
    const note = (await documentsOf(ours, 'invoices')).find(({ id }) => id === reply.creditNoteId) as unknown as InvoiceReply;
    expect(reply.amount).toBe(-note.totals.gross);
    expect(await theInvoice()).toMatchObject({ status: 'paid', amounts: { due: 0 } });
  });

  test('by amount alone must say what is taken back, or that nothing is', async () => {
    await expect(refund({ amount: 4_321 })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'lines' }] });
    expect(await documentsOf(ours, 'refunds')).toEqual([]);
    expect(await refund({ amount: 4_321, creditNote: false })).toMatchObject({ status: 'succeeded', creditNoteId: null });
    expect(await theInvoice()).toMatchObject({ status: 'partly-paid', amounts: { due: 4_321 } });
  });

  test('asked for 20 times at once never adds up to more than was paid', async () => {
    const part = 41_237;
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => refund({ amount: part, creditNote: false })));
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBe(6);
    expect(invoice.totals.gross - done * part).toBeGreaterThanOrEqual(0);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'invalid-input' });
    expect(await refundsAtStripe()).toHaveLength(6);
    expect(await theInvoice()).toMatchObject({ amounts: { paid: invoice.totals.gross - done * part } });
  });
});

describe('what does not go smoothly', () => {
  test('a refund on its way is not done, and its end is heard of', async () => {
    await world().setRefundMode('pending');
    const reply = await refund({});
    expect(reply.status).toBe('pending');
    expect(await mails('refund')).toHaveLength(0);
    const [ours1] = await documentsOf(ours, 'refunds');
    await world().settleRefund(String(ours1?.['providerId']), 'succeed');
    await takeIn((await allEvents(stack(), 2)).reverse());
    expect((await documentsOf(ours, 'refunds'))[0]).toMatchObject({ status: 'succeeded' });
    expect(await mails('refund')).toHaveLength(1);
  });

  test('a refund that comes back is not counted as one, and may be tried again', async () => {
    await world().setRefundMode('failed');
    await refund({ amount: 4_321, creditNote: false });
    await takeIn(await allEvents(stack(), 2));
    expect((await documentsOf(ours, 'refunds'))[0]).toMatchObject({ status: 'failed' });
    expect(await theInvoice()).toMatchObject({ status: 'paid', amounts: { paid: invoice.totals.gross } });
    expect((await booksOf(ours))['total']).toBe(0);
  });

  test('an answer that is lost is found again with the same key, by the caller or by the sweep', async () => {
    await world().addFaults({ service: 'stripe', method: 'POST', path: '/v1/refunds', times: 3, action: { type: 'drop-answer' } });
    await expect(refund({ amount: 4_321, creditNote: false }, 'lost')).rejects.toMatchObject({ code: 'provider-unavailable' });
    expect((await documentsOf(ours, 'refunds'))[0]).toMatchObject({ status: 'requested' });
    await silentRefundsJob.run(frozenClock(new Date(Date.now() + 5 * 60_000)));
    expect((await documentsOf(ours, 'refunds'))[0]).toMatchObject({ status: 'succeeded' });
    expect(await refund({ amount: 4_321, creditNote: false }, 'lost')).toMatchObject({ status: 'succeeded' });
    expect(await documentsOf(ours, 'refunds')).toHaveLength(1);
    expect(await theInvoice()).toMatchObject({ amounts: { due: 4_321 } });
  });

  test('an outage that spoils the key does not pay back twice', async () => {
    await world().addFaults({ service: 'stripe', method: 'POST', path: '/v1/refunds', times: 1, action: { type: 'status', status: 500, performed: true } });
    await expect(refund({ amount: 4_321, creditNote: false }, 'spoilt')).rejects.toMatchObject({ code: 'provider-unavailable' });
    expect(await refund({ amount: 4_321, creditNote: false }, 'spoilt')).toMatchObject({ status: 'succeeded' });
    await takeIn(await allEvents(stack()));
    expect((await documentsOf(ours, 'payments')).filter(({ kind }) => kind === 'refund')).toHaveLength(1);
  });

  test('a refund made in the dashboard of Stripe is taken in', async () => {
    const payment = (await documentsOf(ours, 'payments'))[0] as unknown as { providerIds: { payment: string } };
    const answer = await fetch(`${world().url}/v1/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ payment_intent: payment.providerIds.payment, amount: '777' }),
    });
    expect(answer.status).toBe(200);
    await takeIn(await allEvents(stack(), 2));
    expect((await documentsOf(ours, 'refunds'))[0]).toMatchObject({ amount: 777, status: 'succeeded', requestedBy: 'provider:stripe' });
    expect(await theInvoice()).toMatchObject({ amounts: { due: 777 } });
  });
});

describe('a dispute', () => {
  const charge = async () => {
    const [payment] = (await documentsOf(ours, 'payments')) as unknown as { providerIds: { charge: string } }[];
    return String(payment?.providerIds.charge);
  };

  test('takes the money out, tells the staff until when to answer, and brings it back when won', async () => {
    const dispute = await world().disputeCharge(await charge(), { reason: 'fraudulent' });
    await takeIn((await allEvents(stack(), 3)).reverse());
    expect((await documentsOf(ours, 'disputes'))[0]).toMatchObject({ status: 'needs-response', amount: invoice.totals.gross });
    expect(await theInvoice()).toMatchObject({ status: 'open', amounts: { paid: 0 } });
    expect(await mails('alert')).toHaveLength(1);
    await world().closeDispute(dispute.id, 'won');
    await takeIn(await allEvents(stack(), 2));
    expect(await theInvoice()).toMatchObject({ status: 'paid', amounts: { paid: invoice.totals.gross } });
    expect((await documentsOf(ours, 'payments')).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['payment', 'dispute', 'dispute-returned']));
    expect((await booksOf(ours))['total']).toBe(0);
  });

  test('that is lost leaves the invoice unpaid', async () => {
    const dispute = await world().disputeCharge(await charge());
    await world().closeDispute(dispute.id, 'lost');
    await takeIn(await allEvents(stack(), 2));
    expect((await documentsOf(ours, 'disputes'))[0]).toMatchObject({ status: 'lost', alertAt: null });
    expect(await theInvoice()).toMatchObject({ amounts: { paid: 0 } });
  });
});

describe('who may not', () => {
  test('a payment of another organisation answers as one that never was', async () => {
    const call = callAs(theirs.owner, refundPayment, { paymentId }, { orgId: theirs.orgId });
    await expect(call).rejects.toMatchObject({ code: 'not-found', data: { collection: 'payments' } });
    expect(await documentsOf(ours, 'refunds')).toEqual([]);
  });

  test('sales may not give money back', async () => {
    await joinAs(ours.orgId, ours.owner, 'verkoper', 'sales');
    const call = callAs('verkoper', refundPayment, { paymentId }, { orgId: ours.orgId });
    await expect(call).rejects.toMatchObject({ code: 'forbidden' });
  });
});
