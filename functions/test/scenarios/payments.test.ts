import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { until } from '../../../local/story/wait.ts';
import { type InvoiceReply } from '../builders/invoice.ts';
import { sessionOf, type StartedCheckout } from '../support/stripe.ts';
import { Office, refused, type Seen } from '../support/office.ts';

const stack = useStack();
const world = () => stack().world;

type Started = StartedCheckout & { readonly clientSecret: string };
type Payment = Seen & { readonly kind: string; readonly amount: number; readonly method: string; readonly providerIds: { readonly payment: string; readonly charge: string } };

let office: Office;
let invoice: InvoiceReply;
let gross: number;

beforeAll(async () => {
  office = await Office.open(stack());
}, 60_000);
beforeEach(async () => {
  invoice = await office.invoice();
  gross = invoice.totals.gross;
});
afterAll(() => office.leave());

const start = (fields: object = {}) => office.call<Started>('payments/start-checkout', { invoiceId: invoice.id, ...fields });
const paid = (due = 0) => office.becomes('invoices', invoice.id, { status: due === 0 ? 'paid' : 'partly-paid', 'amounts.due': due });
const payments = async () => (await office.list('payments', invoice.id)) as unknown as Payment[];
const intentOf = ({ clientSecret }: Pick<Started, 'clientSecret'>) => clientSecret.slice(0, clientSecret.indexOf('_secret_'));
/** A payment of the whole invoice by card. */
async function paidByCard(): Promise<Payment> {
  await world().payCheckout(sessionOf(await start()), { method: 'card' });
  await paid();
  return (await payments())[0] as Payment;
}

describe('online', () => {
  test.each(['card', 'ideal', 'bancontact'] as const)('%s on the page of Stripe', async (method) => {
    const started = await start();
    expect(started.amount).toBe(gross);
    await world().payCheckout(sessionOf(started), { method });
    await paid();
    expect(await payments()).toMatchObject([{ kind: 'payment', amount: gross, currency: 'EUR', method, settlement: { amount: gross, currency: 'EUR' } }]);
    expect(await office.read('checkouts', started.checkoutId)).toMatchObject({ status: 'complete' });
  });

  test('a page inside ours', async () => {
    const started = await start({ via: 'embedded' });
    expect(started).toMatchObject({ url: null, clientSecret: expect.stringMatching(/^cs_\w+_secret_/) });
    await world().payCheckout(intentOf(started), { method: 'card' });
    await paid();
  });

  test('fields of an app of ours, refused at first', async () => {
    const started = await start({ via: 'intent' });
    await world().payIntent(intentOf(started), { failure: 'insufficient_funds' });
    await stack().awaitIdle();
    expect(await office.read('checkouts', started.checkoutId)).toMatchObject({ status: 'open', failure: { code: 'insufficient_funds' } });
    expect(await start({ via: 'intent' })).toMatchObject({ checkoutId: started.checkoutId, clientSecret: started.clientSecret });
    await world().payIntent(intentOf(started), { method: 'card' });
    await paid();
  });

  test('one page is open at a time; a change of what is due closes it and opens another', async () => {
    const [first, again] = [await start(), await start()];
    expect(again).toEqual(first);
    await office.call('payments/record-transfer', { invoiceId: invoice.id, amount: 12_345 });
    await stack().awaitIdle();
    expect(await office.read('checkouts', first.checkoutId)).toMatchObject({ status: 'cancelled' });
    await expect(world().payCheckout(sessionOf(first))).rejects.toThrow('expired');
    const next = await start();
    expect(next.amount).toBe(gross - 12_345);
    await world().payCheckout(sessionOf(next));
    await paid();
  });

  test('in parts', async () => {
    await world().payCheckout(sessionOf(await start({ amount: 98_765 })));
    await paid(gross - 98_765);
    expect(await refused(start({ amount: gross - 98_765 + 1 }))).toMatchObject({ code: 'invalid-input', paths: ['amount'] });
    await world().payCheckout(sessionOf(await start()));
    await paid();
    expect(await payments()).toHaveLength(2);
  });
});

describe('a bank debit', () => {
  test('is on its way for days, and then paid', async () => {
    const started = await start();
    await world().payCheckout(sessionOf(started), { method: 'sepa_debit' });
    const { paymentId } = await office.becomes('checkouts', started.checkoutId, { status: 'processing' });
    expect(await office.read('invoices', invoice.id)).toMatchObject({ status: 'open', amounts: { paid: 0 } });
    expect(await refused(start())).toMatchObject({ code: 'wrong-state', message: expect.stringContaining('on its way') });
    await office.daysPass(5);
    expect(await office.read('checkouts', started.checkoutId)).toMatchObject({ status: 'processing' });
    await world().settleIntent(String(paymentId), 'succeed');
    await paid();
  });

  test('may fail after days, and the invoice can be paid otherwise', async () => {
    const started = await start();
    await world().payCheckout(sessionOf(started), { method: 'sepa_debit' });
    const { paymentId } = await office.becomes('checkouts', started.checkoutId, { status: 'processing' });
    await office.daysPass(6);
    await world().settleIntent(String(paymentId), 'fail', 'debit_failed');
    await office.becomes('checkouts', started.checkoutId, { status: 'failed' });
    expect(await payments()).toEqual([]);
    await world().payCheckout(sessionOf(await start()), { method: 'ideal' });
    await paid();
  });
});

describe('a saved method', () => {
  const CONSENT = 'Facturen mogen voortaan worden afgeschreven.';
  const saved = async (behaviour?: string) => {
    const setup = await office.call<Started & { consentId: string }>('payments/save-method', { customerId: invoice.customerId, consent: CONSENT, via: 'intent' });
    await world().answerSetup(intentOf(setup), 'complete', { method: 'card', ...(behaviour === undefined ? {} : { behaviour }) });
    return (await office.becomes('paymentConsents', setup.consentId, { status: 'active' })) as unknown as { text: string; methodId: string };
  };
  const methods = () => office.call<{ methods: { id: string; last4: string }[]; mayCharge: boolean }>('payments/list-methods', { customerId: invoice.customerId });
  const charge = (method: string) => office.call('payments/charge-method', { invoiceId: invoice.id, method });

  test('is set up with consent, listed, charged without the customer, and forgotten', async () => {
    const { text, methodId } = await saved();
    expect(text).toBe(CONSENT);
    expect(await methods()).toMatchObject({ mayCharge: true, methods: [{ id: methodId, last4: '4242' }] });
    expect(await charge(methodId)).toMatchObject({ status: 'complete' });
    await paid();
    await office.call('payments/detach-method', { customerId: invoice.customerId, method: methodId });
    expect(await methods()).toEqual({ methods: [], mayCharge: false });
    invoice = await office.invoice(invoice.customerId);
    expect(await refused(charge(methodId))).toMatchObject({ code: 'wrong-state' });
  });

  test('whose bank wants the customer to be there is refused, and the customer pays by the link', async () => {
    const { methodId } = await saved('authentication_required');
    expect(await refused(charge(methodId))).toMatchObject({ code: 'provider-refused', message: expect.stringContaining('payment link') });
    expect(await payments()).toEqual([]);
    await world().payCheckout(sessionOf(await start()), { method: 'card' });
    await paid();
  });

  test('saved on the page of Stripe', async () => {
    const setup = await office.call<Started & { consentId: string }>('payments/save-method', { customerId: invoice.customerId, consent: CONSENT });
    await world().payCheckout(sessionOf(setup), { method: 'sepa_debit' });
    const { methodId } = await office.becomes('paymentConsents', setup.consentId, { status: 'active' });
    const checkout = await charge(String(methodId));
    expect(checkout).toMatchObject({ status: 'processing' });
    await world().settleIntent(String(checkout['paymentId']), 'succeed');
    await paid();
  });
});

describe('by bank transfer', () => {
  test('with its reference; too much is a credit that another invoice uses later', async () => {
    await office.call('payments/record-transfer', { invoiceId: invoice.id, amount: gross + 23_457, reference: `Factuur ${invoice.number}` });
    await office.becomes('invoices', invoice.id, { status: 'paid', 'amounts.due': -23_457 });
    expect(await payments()).toMatchObject([{ provider: 'counter', method: 'bank-transfer', providerIds: { payment: `Factuur ${invoice.number}` } }]);
    const next = await office.invoice(invoice.customerId);
    await office.call('payments/apply-credit', { fromInvoiceId: invoice.id, toInvoiceId: next.id });
    expect(await office.read('invoices', next.id)).toMatchObject({ status: 'partly-paid', amounts: { paid: 23_457 } });
    expect(await office.read('invoices', invoice.id)).toMatchObject({ amounts: { due: 0 } });
  });
});

describe('money back', () => {
  const refund = (payment: Payment, fields: object = {}) => office.call('payments/refund', { paymentId: payment.id, ...fields });

  test('whole, with its credit note', async () => {
    const done = await refund(await paidByCard(), { reason: 'Verkeerd geleverd' });
    expect(done).toMatchObject({ status: 'succeeded', amount: gross, creditNoteId: expect.any(String) });
    await office.becomes('invoices', invoice.id, { status: 'credited', 'amounts.paid': 0 });
  });

  test('by line, then by amount; never above what was paid', async () => {
    const payment = await paidByCard();
    const first = await refund(payment, { lines: [{ line: 0, quantity: '2' }] });
    const rest = gross - Number(first['amount']);
    expect(await refused(refund(payment, { amount: rest + 1, creditNote: false }))).toMatchObject({ code: 'invalid-input', paths: ['amount'] });
    await refund(payment, { amount: 4_321, creditNote: false });
    await office.becomes('invoices', invoice.id, { 'amounts.due': 4_321 });
  });

  test('on its way is no refund yet, and one that comes back is none', async () => {
    const payment = await paidByCard();
    await world().setRefundMode('pending');
    const { id } = await refund(payment, { amount: 4_321, creditNote: false });
    await world().setRefundMode('succeeded');
    const { providerId } = await office.becomes('refunds', id, { status: 'pending' });
    expect(await office.read('invoices', invoice.id)).toMatchObject({ amounts: { due: 0 } });
    await world().settleRefund(String(providerId), 'fail', 'declined');
    await office.becomes('refunds', id, { status: 'failed' });
    expect(await office.read('invoices', invoice.id)).toMatchObject({ status: 'paid', amounts: { due: 0 } });
    expect((await refund(payment, { amount: 4_321, creditNote: false }))['status']).toBe('succeeded');
  });

  test.each([['won', 0], ['lost', 283_953]] as const)('a dispute takes it out, is answered, and is %s', async (outcome, due) => {
    const payment = await paidByCard();
    const { id: providerId } = await world().disputeCharge(payment.providerIds.charge);
    await office.becomes('invoices', invoice.id, { status: 'open', 'amounts.due': gross });
    const dispute = (await office.list('disputes', invoice.id))[0] as Seen;
    expect(dispute).toMatchObject({ status: 'needs-response', amount: gross, evidenceDueBy: expect.anything() });
    await office.call('payments/answer-dispute', { disputeId: dispute.id, explanation: 'De klus is opgeleverd en goedgekeurd.' });
    await office.becomes('disputes', dispute.id, { status: 'under-review' });
    await world().closeDispute(providerId, outcome);
    await office.becomes('disputes', dispute.id, { status: outcome });
    await office.becomes('invoices', invoice.id, { 'amounts.due': due });
  });
});

test('what lost webhooks left is repaired at night, and the report says so', async () => {
  await world().setDelivery('hold');
  const started = await start();
  await world().payCheckout(sessionOf(started), { method: 'ideal' });
  await stack().awaitIdle();
  expect(await office.read('invoices', invoice.id)).toMatchObject({ status: 'open' });
  await office.daysPass(1.2);
  await paid();
  await until('the report of the night', async () => (await office.list('reconciliations')).length > 0);
  const reports = (await office.list('reconciliations')) as unknown as { unmatched: unknown[]; balances: { difference: number }[] }[];
  for (const { unmatched, balances } of reports) expect({ unmatched, differences: balances.map(({ difference }) => difference) }).toEqual({ unmatched: [], differences: [0] });
  await world().setDelivery('auto');
  await world().deliver({ times: 2, order: 'reversed' });
  await stack().awaitIdle();
  expect(await payments()).toHaveLength(1);
}, 60_000);

test('whatever happened, the books add up, customers owe what invoices say, and Stripe holds what the books say', async () => {
  const { reportId } = await office.call<{ reportId: string }>('payments/reconcile');
  await stack().awaitIdle();
  expect(await office.read('reconciliations', reportId)).toMatchObject({ unmatched: [], balances: [{ currency: 'EUR', difference: 0 }] });
  const { total, receivable, owed } = await office.books();
  expect({ total, receivable }).toEqual({ total: 0, receivable: owed });
});
