import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { allEvents, documentsOf, moneyScene, takeIn, type StartedCheckout } from '../../../test/support/stripe.ts';
import { detachMethod } from '../../domains/payments/actions/detach-method.ts';
import { listMethods } from '../../domains/payments/actions/list-methods.ts';
import { saveMethod } from '../../domains/payments/actions/save-method.ts';
import { frozenClock } from '../../platform/clock.ts';
import { chargeMethod } from './charge-method.ts';
import { silentCheckoutsJob } from './refresh-checkout.ts';
import { startCheckout } from './start-checkout.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;

interface Intent extends StartedCheckout {
  readonly clientSecret: string;
}
interface Methods {
  readonly methods: readonly { readonly id: string; readonly type: string; readonly last4: string; readonly expires: string }[];
  readonly mayCharge: boolean;
}

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
let invoice: InvoiceReply;

beforeEach(async () => {
  ({ ours, theirs, invoice } = await moneyScene(stack()));
});

const act = <Reply>(action: Parameters<typeof callAs>[1], input: object, key?: string) =>
  callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId, ...(key === undefined ? {} : { idempotencyKey: key }) });
const theInvoice = async () => (await documentsOf(ours, 'invoices')).find(({ id }) => id === invoice.id) as unknown as InvoiceReply;

/** What the customer's app does with a client secret: Stripe's own script, talking to Stripe. */
async function confirm(kind: 'payment_intents' | 'setup_intents', clientSecret: string, method: string): Promise<number> {
  const id = clientSecret.slice(0, clientSecret.indexOf('_secret_'));
  const answer = await fetch(`${world().url}/v1/${kind}/${id}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}` },
    body: new URLSearchParams({ payment_method: method, return_url: 'https://shop.example/back' }),
  });
  return answer.status;
}

async function saved(method = 'pm_card_visa'): Promise<string> {
  const { clientSecret } = await act<{ clientSecret: string }>(saveMethod, { customerId: invoice.customerId, consent: 'Jullie mogen facturen voortaan afschrijven.', via: 'intent' });
  expect(await confirm('setup_intents', clientSecret, method)).toBe(200);
  await takeIn(await allEvents(stack(), 2));
  const { methods } = await act<Methods>(listMethods, { customerId: invoice.customerId });
  return methods.at(-1)?.id ?? '';
}

describe('an intent, for fields of our own app', () => {
  test('is paid there and recorded here, once', async () => {
    const intent = await act<Intent>(startCheckout, { invoiceId: invoice.id, via: 'intent' });
    expect(intent).toMatchObject({ url: null, clientSecret: expect.stringContaining('_secret_'), amount: invoice.totals.gross });
    expect((await act<Intent>(startCheckout, { invoiceId: invoice.id, via: 'intent' })).clientSecret).toBe(intent.clientSecret);
    expect(await confirm('payment_intents', intent.clientSecret, 'pm_card_visa')).toBe(200);
    await takeIn((await allEvents(stack(), 3)).reverse());
    expect(await theInvoice()).toMatchObject({ status: 'paid' });
    expect(await documentsOf(ours, 'payments')).toHaveLength(1);
    expect(JSON.stringify(await documentsOf(ours, 'checkouts'))).not.toContain('_secret_');
  });

  test('that nobody pays is cancelled at Stripe when its time is over', async () => {
    const { checkoutId } = await act<Intent>(startCheckout, { invoiceId: invoice.id, via: 'intent' });
    await silentCheckoutsJob.run(frozenClock(new Date(Date.now() + 25 * 3_600_000)));
    expect((await documentsOf(ours, 'checkouts')).find(({ id }) => id === checkoutId)).toMatchObject({ status: 'expired', checkAt: null });
    expect((await world().requests('stripe')).some(({ path }) => path.endsWith('/cancel'))).toBe(true);
  });

  test('takes the place of a page, which is closed', async () => {
    const page = await act<StartedCheckout>(startCheckout, { invoiceId: invoice.id });
    await act<Intent>(startCheckout, { invoiceId: invoice.id, via: 'intent' });
    expect((await documentsOf(ours, 'checkouts')).find(({ id }) => id === page.checkoutId)).toMatchObject({ status: 'cancelled' });
    expect((await documentsOf(ours, 'outbox')).some(({ id }) => id === `close_${page.checkoutId}`)).toBe(true);
  });

  test('a page inside ours comes with a secret and no address', async () => {
    expect(await act<Intent>(startCheckout, { invoiceId: invoice.id, via: 'embedded' })).toMatchObject({ url: null, clientSecret: expect.any(String) });
  });
});

describe('a saved method', () => {
  test('is listed as a person knows it, with the consent in the words that were read', async () => {
    await saved();
    const list = await act<Methods>(listMethods, { customerId: invoice.customerId });
    expect(list).toMatchObject({ mayCharge: true, methods: [{ type: 'card', last4: '4242', expires: expect.stringMatching(/^\d{4}-\d{2}$/) }] });
    expect((await documentsOf(ours, 'paymentConsents'))[0]).toMatchObject({ status: 'active', text: 'Jullie mogen facturen voortaan afschrijven.', recordedBy: `user:${ours.owner}` });
  });

  test('pays an invoice without the customer being there', async () => {
    const methodId = await saved();
    expect(await act(chargeMethod, { invoiceId: invoice.id, method: methodId })).toMatchObject({ status: 'complete', via: 'saved-method' });
    expect(await theInvoice()).toMatchObject({ status: 'paid' });
    await takeIn(await allEvents(stack(), 3));
    expect(await documentsOf(ours, 'payments')).toHaveLength(1);
  });

  test('is not charged without consent, nor after it was taken back', async () => {
    await expect(act(chargeMethod, { invoiceId: invoice.id, method: 'pm_card_visa' })).rejects.toMatchObject({ code: 'wrong-state' });
    const methodId = await saved();
    await act(detachMethod, { customerId: invoice.customerId, method: methodId });
    expect(await act<Methods>(listMethods, { customerId: invoice.customerId })).toEqual({ methods: [], mayCharge: false });
    await expect(act(chargeMethod, { invoiceId: invoice.id, method: methodId })).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await documentsOf(ours, 'payments')).toEqual([]);
  });

  test('that is declined leaves the invoice open, and another way can be tried', async () => {
    await saved();
    const [{ providerId } = { providerId: '' }] = (await documentsOf(ours, 'paymentCustomers')) as unknown as { providerId: string }[];
    const attached = await fetch(`${world().url}/v1/payment_methods/pm_card_chargeCustomerFail/attach`, {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}` },
      body: new URLSearchParams({ customer: providerId }),
    });
    const { id: methodId } = (await attached.json()) as { id: string };
    await expect(act(chargeMethod, { invoiceId: invoice.id, method: methodId })).rejects.toMatchObject({ code: 'provider-refused' });
    await takeIn(await allEvents(stack(), 2));
    expect((await documentsOf(ours, 'checkouts'))[0]).toMatchObject({ status: 'failed' });
    expect(await act<StartedCheckout>(startCheckout, { invoiceId: invoice.id })).toMatchObject({ url: expect.stringContaining('/checkout/') });
  });

  test('is charged once though the answer was lost, or the key was spoilt', async () => {
    const methodId = await saved();
    for (const [key, action] of [['lost', { type: 'drop-answer' }], ['spoilt', { type: 'status', status: 500, performed: true }]] as const) {
      const { id: invoiceId } = await anInvoice(ours, { customerId: invoice.customerId });
      await world().addFaults({ service: 'stripe', method: 'POST', path: '/v1/payment_intents', times: key === 'lost' ? 3 : 1, action });
      await expect(act(chargeMethod, { invoiceId, method: methodId }, key)).rejects.toMatchObject({ code: 'provider-unavailable' });
      expect(await act(chargeMethod, { invoiceId, method: methodId }, key)).toMatchObject({ status: 'complete' });
    }
    await takeIn(await allEvents(stack(), 2));
    expect(await documentsOf(ours, 'payments')).toHaveLength(2);
  });

  test('of a customer of others answers as one that never was', async () => {
    await saved();
    const call = callAs(theirs.owner, detachMethod, { customerId: invoice.customerId, method: 'pm_1' }, { orgId: theirs.orgId });
    await expect(call).rejects.toMatchObject({ code: 'not-found' });
    await expect(act(detachMethod, { customerId: invoice.customerId, method: 'pm_somebody_elses' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
