import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { anInvoice } from '../../../../test/builders/invoice.ts';
import { twoOrganisations, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { callAs } from '../../../../test/support/call.ts';
import { allEvents, documentsOf, freshStart, paidInFull, realClock, takeIn } from '../../../../test/support/stripe.ts';
import { effectTable, performOutbox } from '../../../platform/outbox.ts';
import { reconcileEffect } from '../../../workflows/payments/reconcile-effect.ts';
import { reconcilePayments } from '../../../workflows/payments/reconcile-payments.ts';
import { refundPayment } from '../../../workflows/payments/refund-payment.ts';
import { startCheckout } from '../../../workflows/payments/start-checkout.ts';
import { checkAccount } from './check-account.ts';
import { connectAccount } from './connect-account.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;

beforeEach(async () => {
  process.env['STRIPE_MODE'] = 'connect';
  await freshStart(stack());
  [ours, theirs] = await twoOrganisations();
});
afterAll(() => void (process.env['STRIPE_MODE'] = 'single'));

const connect = (of: BuiltOrganisation) => callAs<{ url: string }>(of.owner, connectAccount, {}, { orgId: of.orgId });
const check = (of: BuiltOrganisation) => callAs<{ status: string }>(of.owner, checkAccount, {}, { orgId: of.orgId });
const accountOf = async (of: BuiltOrganisation) => (await documentsOf(of, 'paymentAccounts'))[0] as unknown as { account: string; status: string; canCharge: boolean; capabilities: Record<string, string> };

test('an organisation that cannot take payments is told so before anything is made', async () => {
  const invoice = await anInvoice(ours);
  const start = () => callAs(ours.owner, startCheckout, { invoiceId: invoice.id }, { orgId: ours.orgId });
  await expect(start()).rejects.toMatchObject({ code: 'wrong-state', data: { status: 'none' } });
  await connect(ours);
  await expect(start()).rejects.toMatchObject({ code: 'wrong-state', data: { status: 'onboarding' } });
  expect(await documentsOf(ours, 'checkouts')).toEqual([]);
  expect((await world().requests('stripe')).filter(({ path }) => path.includes('checkout'))).toEqual([]);
});

test('onboarding leads to one account, however often the link is asked for, and its state is heard of', async () => {
  const [first, second] = [await connect(ours), await connect(ours)];
  expect(first.url).not.toBe(second.url);
  expect((await world().requests('stripe')).filter(({ method, path }) => method === 'POST' && path === '/v1/accounts')).toHaveLength(1);
  const { account } = await accountOf(ours);
  await world().onboardAccount(account);
  await takeIn((await allEvents(stack(), 3)).reverse());
  expect(await accountOf(ours)).toMatchObject({ status: 'active', canCharge: true, capabilities: { ideal_payments: 'active' } });
  await world().onboardAccount(account, { charges: false });
  await takeIn(await allEvents(stack()));
  expect(await accountOf(ours)).toMatchObject({ status: 'restricted', canCharge: false });
});

test('payments and refunds are made on the organisation\'s own account, and nobody else\'s', async () => {
  for (const each of [ours, theirs]) {
    await connect(each);
    await world().onboardAccount((await accountOf(each)).account);
  }
  await takeIn(await allEvents(stack()));
  const invoice = await anInvoice(ours);
  await anInvoice(theirs);
  const payment = await paidInFull(stack(), ours, invoice.id);
  const { account } = await accountOf(ours);
  expect(payment).toMatchObject({ account, amount: invoice.totals.gross });
  await callAs(ours.owner, refundPayment, { paymentId: payment.id }, { orgId: ours.orgId });
  await takeIn(await allEvents(stack(), 2));
  expect((await documentsOf(ours, 'refunds'))[0]).toMatchObject({ account, status: 'succeeded' });
  const made = (await world().requests('stripe')).filter(({ method, path }) => method === 'POST' && /checkout|refunds/.test(path));
  expect(new Set(made.map((request) => request.account))).toEqual(new Set([account]));
  expect(await documentsOf(theirs, 'payments')).toEqual([]);
});

test('the platform\'s own account in single mode needs no setting up', async () => {
  process.env['STRIPE_MODE'] = 'single';
  await expect(connect(ours)).rejects.toMatchObject({ code: 'wrong-state' });
  await expect(check(ours)).rejects.toMatchObject({ code: 'wrong-state' });
});

test('an outage that spoils the key holds nobody up', async () => {
  await world().addFaults({ service: 'stripe', method: 'POST', path: '/v1/accounts', times: 1, action: { type: 'status', status: 500, performed: true } });
  expect((await connect(ours)).url).toContain('/onboard/');
  const account = (await accountOf(ours)).account;
  await connect(ours);
  expect((await accountOf(ours)).account).toBe(account);
});

test('a change that nobody tells of is seen by whoever asks, and at night', async () => {
  await expect(check(ours)).rejects.toMatchObject({ code: 'wrong-state', data: { status: 'none' } });
  await connect(ours);
  const { account } = await accountOf(ours);
  await world().onboardAccount(account);
  expect(await check(ours)).toMatchObject({ status: 'active', canCharge: true });
  await world().onboardAccount(account, { charges: false });
  const { reportId } = await callAs<{ reportId: string }>(ours.owner, reconcilePayments, {}, { orgId: ours.orgId });
  await performOutbox(effectTable([reconcileEffect as never]), ours.orgId, reportId, realClock);
  expect(await accountOf(ours)).toMatchObject({ status: 'restricted', canCharge: false });
});
