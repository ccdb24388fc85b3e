import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { type InvoiceReply } from '../builders/invoice.ts';
import { Office, refused, type Seen } from '../support/office.ts';
import { documentsOf, sessionOf, type StartedCheckout } from '../support/stripe.ts';

const stack = useStack({ settings: { STRIPE_MODE: 'connect', APPLICATION_FEE_BP: '137' } });
const world = () => stack().world;

/** As `payments/check-account` and the stored document show it. */
interface Account {
  readonly account: string | null;
  readonly status: string;
  readonly canCharge: boolean;
  readonly capabilities: Readonly<Record<string, string>>;
}

let office: Office;
let invoice: InvoiceReply;
beforeAll(async () => {
  office = await Office.open(stack());
  invoice = await office.invoice();
}, 60_000);
afterAll(() => office.leave());

const connect = () => office.call<{ url: string; expiresAt: string }>('payments/connect-account');
const account = async () => (await office.read('paymentAccounts', 'stripe')) as Seen & Account;
const start = () => office.call<StartedCheckout>('payments/start-checkout', { invoiceId: invoice.id });
const posts = async (path: string) => (await world().requests('stripe')).filter((request) => request.method === 'POST' && request.path === path);

test('before it is set up, every way to pay is refused and nothing is made', async () => {
  const ways = [
    ['payments/start-checkout', { invoiceId: invoice.id }],
    ['payments/start-checkout', { invoiceId: invoice.id, via: 'intent' }],
    ['payments/save-method', { customerId: invoice.customerId, consent: 'Schrijf maar af.' }],
  ] as const;
  for (const [action, input] of ways) {
    expect(await refused(office.call(action, input))).toMatchObject({ code: 'wrong-state', message: expect.stringContaining('not set up yet'), data: { status: 'none' } });
  }
  expect(await office.list('checkouts')).toEqual([]);
  expect(await world().requests('stripe')).toEqual([]);
});

describe('onboarding', () => {
  test('goes by a link of the provider; one left half done leads on by another, to the same account', async () => {
    const first = await connect();
    expect(new Date(first.expiresAt).getTime()).toBeGreaterThan(Date.now());
    const page = await fetch(first.url);
    expect(page.status).toBe(200);
    // A link is for one visit: who comes back by it is sent to our refresh address, which asks for another.
    const stale = await fetch(first.url, { redirect: 'manual' });
    expect(stale.headers.get('location')).toContain(`/settings/payments?organisation=${office.orgId}&onboarding=again`);
    const second = await connect();
    expect(second.url).not.toBe(first.url);
    expect(await posts('/v1/accounts')).toHaveLength(1);
    expect(await account()).toMatchObject({ status: 'onboarding', canCharge: false, capabilities: { card_payments: 'inactive' } });
    expect(await refused(start())).toMatchObject({ code: 'wrong-state', data: { status: 'onboarding' } });
  });

  test('ends on the provider\'s page, which leads back; its events make the account live', async () => {
    const { url } = await connect();
    const done = await fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });
    expect(done.headers.get('location')).toContain('&onboarding=returned');
    await office.becomes('paymentAccounts', 'stripe', { status: 'active', canCharge: true, 'capabilities.ideal_payments': 'active' });
  });
});

test('a payment is a direct charge on the organisation\'s own account, with the platform\'s part; so is its refund', async () => {
  const started = await start();
  await world().payCheckout(sessionOf(started), { method: 'ideal' });
  await office.becomes('invoices', invoice.id, { status: 'paid', 'amounts.due': 0 });
  const [payment] = (await office.list('payments', invoice.id)) as unknown as { id: string; account: string; amount: number; settlement: { fee: number; net: number } }[];
  const fee = Math.round((invoice.totals.gross * 137) / 10_000);
  const own = (await account()).account;
  expect(payment).toMatchObject({ account: own, amount: invoice.totals.gross });
  expect(payment?.settlement.fee).toBeGreaterThan(fee);
  await office.call('payments/refund', { paymentId: payment?.id, reason: 'Verkeerd geleverd' });
  await office.becomes('invoices', invoice.id, { status: 'credited', 'amounts.paid': 0 });
  const made = [...(await posts('/v1/checkout/sessions')), ...(await posts('/v1/refunds'))];
  expect(made.map((request) => request.account)).toEqual([own, own]);
  expect(made[0]?.params).toMatchObject({ payment_intent_data: { application_fee_amount: String(fee) } });
  expect(made[1]?.params).toMatchObject({ refund_application_fee: 'true' });
});

test('what the provider takes away is heard of, told, and stops payments', async () => {
  invoice = await office.invoice();
  await world().onboardAccount(String((await account()).account), { charges: false });
  await office.becomes('paymentAccounts', 'stripe', { status: 'restricted', canCharge: false, 'capabilities.card_payments': 'inactive' });
  expect(await refused(start())).toMatchObject({ code: 'wrong-state', data: { status: 'restricted', missing: ['individual.verification.document'] } });
  const told = (await documentsOf(office, 'outbox')).filter(({ id }) => id.startsWith('account_stopped_'));
  expect(told).toMatchObject([{ template: { name: 'alert' } }]);
});

test('an account that nobody told of is looked at when its owner comes back', async () => {
  await world().setDelivery('hold');
  await world().onboardAccount(String((await account()).account));
  await stack().awaitIdle();
  expect(await account()).toMatchObject({ canCharge: false });
  expect(await office.call<Account>('payments/check-account')).toMatchObject({ status: 'active', canCharge: true });
  expect(await account()).toMatchObject({ status: 'active', canCharge: true });
  expect(await start()).toMatchObject({ amount: invoice.totals.gross });
});

test('the books of the organisation and its account agree', async () => {
  const { reportId } = await office.call<{ reportId: string }>('payments/reconcile');
  await stack().awaitIdle();
  expect(await office.read('reconciliations', reportId)).toMatchObject({ unmatched: [], balances: [{ currency: 'EUR', difference: 0 }] });
});

test('an account that its owner disconnects is known to be gone, and connecting again opens another', async () => {
  await world().setDelivery('auto');
  const former = String((await account()).account);
  await world().deauthorizeAccount(former);
  await office.becomes('paymentAccounts', 'stripe', { status: 'disconnected', canCharge: false, canPayOut: false, reconcileAt: null });
  expect(await refused(start())).toMatchObject({ code: 'wrong-state', message: expect.stringContaining('broken off'), data: { status: 'disconnected' } });
  expect(await refused(office.call('payments/reconcile'))).toMatchObject({ code: 'wrong-state', data: { status: 'disconnected' } });
  const told = (await documentsOf(office, 'outbox')).filter(({ id }) => id.startsWith('account_stopped_'));
  expect(JSON.stringify(told)).toContain('Online betalen is gestopt');

  const { url } = await connect();
  const present = await account();
  expect(present).toMatchObject({ status: 'onboarding', canCharge: false });
  expect(present.account).not.toBe(former);
  await fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });
  await office.becomes('paymentAccounts', 'stripe', { status: 'active', canCharge: true, account: present.account });
  expect(await start()).toMatchObject({ amount: invoice.totals.gross });
  const pages = (await office.list('checkouts', invoice.id)) as unknown as { account: string; status: string }[];
  expect(pages.map((page) => [page.account, page.status])).toEqual(expect.arrayContaining([[former, 'cancelled'], [present.account, 'open']]));
});
