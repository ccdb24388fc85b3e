import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { allEvents, booksOf, documentsOf, freshStart, realClock, sessionOf, takeIn, type StartedCheckout } from '../../../test/support/stripe.ts';
import { connectAccount } from '../../domains/payments/actions/connect-account.ts';
import { listMethods } from '../../domains/payments/actions/list-methods.ts';
import { saveMethod } from '../../domains/payments/actions/save-method.ts';
import { type Action } from '../../platform/action.ts';
import { effectTable, performOutbox } from '../../platform/outbox.ts';
import { chargeMethod } from './charge-method.ts';
import { reconcileEffect } from './reconcile-effect.ts';
import { reconcilePayments } from './reconcile-payments.ts';
import { refundPayment } from './refund-payment.ts';
import { startCheckout } from './start-checkout.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;

let ours: BuiltOrganisation;
let invoice: InvoiceReply;

beforeEach(async () => {
  Object.assign(process.env, { STRIPE_MODE: 'connect', APPLICATION_FEE_BP: '137' });
  await freshStart(stack());
  ours = await anOrganisation();
  await act(connectAccount, {});
  await world().onboardAccount(await theAccount());
  await takeIn(await allEvents(stack()));
  invoice = await anInvoice(ours);
});
afterAll(() => void Object.assign(process.env, { STRIPE_MODE: 'single', APPLICATION_FEE_BP: '' }));

const act = <Reply>(action: Action, input: object) => callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId });
const start = (fields: object = {}) => act<StartedCheckout & { clientSecret: string }>(startCheckout, { invoiceId: invoice.id, ...fields });
const theAccount = async () => String((await documentsOf(ours, 'paymentAccounts'))[0]?.['account']);
const thePayments = async () => (await documentsOf(ours, 'payments')) as unknown as { id: string; kind: string; amount: number; settlement: { fee: number } }[];
/** What requests of this path said of the fee. */
const told = async (path: string) => (await world().requests('stripe')).filter((request) => request.method === 'POST' && request.path === path).map(({ params }) => params);

/** 1.37 % of what is due, rounded to the cent. */
const expected = () => Math.round((invoice.totals.gross * 137) / 10_000);

describe('what the platform takes of a payment on the organisation\'s account', () => {
  test('is asked for on a page, and given back with the refund, in parts; the books agree with Stripe', async () => {
    const started = await start();
    expect(await told('/v1/checkout/sessions')).toMatchObject([{ payment_intent_data: { application_fee_amount: String(expected()) } }]);
    await world().payCheckout(sessionOf(started));
    await takeIn(await allEvents(stack(), 2));
    const [payment] = await thePayments();
    expect(payment?.settlement.fee).toBeGreaterThan(expected());
    await act(refundPayment, { paymentId: payment?.id, amount: 98_765, creditNote: false });
    await act(refundPayment, { paymentId: payment?.id, creditNote: false });
    expect(await told('/v1/refunds')).toMatchObject([{ refund_application_fee: 'true' }, { refund_application_fee: 'true' }]);
    const returned = (await thePayments()).filter(({ kind }) => kind === 'refund').reduce((sum, { settlement }) => sum - settlement.fee, 0);
    // Stripe rounds each part down.
    expect([expected(), expected() - 1]).toContain(returned);
    await takeIn(await allEvents(stack(), 2));
    const { reportId } = await act<{ reportId: string }>(reconcilePayments, {});
    await performOutbox(effectTable([reconcileEffect as never]), ours.orgId, reportId, realClock);
    expect(await documentsOf(ours, 'reconciliations')).toMatchObject([{ repaired: [], unmatched: [], balances: [{ difference: 0 }] }]);
    expect((await booksOf(ours))['total']).toBe(0);
  });

  test('is asked for on an intent, for the part that is paid', async () => {
    await start({ via: 'intent', amount: 45_679 });
    expect(await told('/v1/payment_intents')).toMatchObject([{ amount: '45679', application_fee_amount: '626' }]);
  });

  test('is asked for when a saved method is charged', async () => {
    const { clientSecret } = await act<{ clientSecret: string }>(saveMethod, { customerId: invoice.customerId, consent: 'Schrijf maar af.', via: 'intent' });
    await world().answerSetup(clientSecret.slice(0, clientSecret.indexOf('_secret_')), 'complete');
    await takeIn(await allEvents(stack()));
    const { methods } = await act<{ methods: { id: string }[] }>(listMethods, { customerId: invoice.customerId });
    await act(chargeMethod, { invoiceId: invoice.id, method: methods[0]?.id });
    expect(await told('/v1/payment_intents')).toMatchObject([{ off_session: 'true', application_fee_amount: String(expected()) }]);
  });

  test('that rounds to nothing is not asked for, nor given back', async () => {
    process.env['APPLICATION_FEE_BP'] = `9000,${ours.orgId}:0`;
    const started = await start();
    await world().payCheckout(sessionOf(started));
    await takeIn(await allEvents(stack()));
    await act(refundPayment, { paymentId: (await thePayments())[0]?.id });
    expect(JSON.stringify([await told('/v1/checkout/sessions'), await told('/v1/refunds')])).not.toContain('application_fee');
  });

  test('that is set wrongly stops payments before anything is made', async () => {
    process.env['APPLICATION_FEE_BP'] = '1.5%';
    await expect(start()).rejects.toMatchObject({ code: 'not-configured' });
    expect(await documentsOf(ours, 'checkouts')).toEqual([]);
    expect(await told('/v1/checkout/sessions')).toEqual([]);
  });
});

test('on the platform\'s own account there is nothing to take', async () => {
  Object.assign(process.env, { STRIPE_MODE: 'single' });
  ours = await anOrganisation();
  invoice = await anInvoice(ours);
  await start();
  expect(JSON.stringify(await told('/v1/checkout/sessions'))).not.toContain('application_fee');
});
