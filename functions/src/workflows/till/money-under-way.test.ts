import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { allEvents, documentsOf, freshStart, sessionOf, takeIn, type StartedCheckout } from '../../../test/support/stripe.ts';
import { createTill } from '../../domains/till/actions/create-till.ts';
import { openTill } from '../../domains/till/actions/open-till.ts';
import { type Action } from '../../platform/action.ts';
import { newId } from '../../platform/ids.ts';
import { startCheckout } from '../payments/start-checkout.ts';
import { sellAtCounter } from './sell-at-counter.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;

let ours: BuiltOrganisation;
let invoice: InvoiceReply;
let tillId: string;

const as = <Reply>(action: Action, input: object) => callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId, idempotencyKey: newId() });
const sell = (fields: object = {}) => as<{ amount: number; paymentId: string }>(sellAtCounter, { tillId, method: 'cash', invoiceId: invoice.id, ...fields });
const theInvoice = async () => (await documentsOf(ours, 'invoices')).find(({ id }) => id === invoice.id);

beforeEach(async () => {
  await freshStart(stack());
  ours = await anOrganisation();
  invoice = await anInvoice(ours);
  tillId = (await as<{ id: string }>(createTill, { name: 'Balie' })).id;
  await as(openTill, { tillId, total: 12_345 });
});

/** A bank debit of a part of the invoice that has been agreed to and takes its days. */
async function debited(amount: number): Promise<string> {
  const started = await as<StartedCheckout>(startCheckout, { invoiceId: invoice.id, amount });
  await world().payCheckout(sessionOf(started), { method: 'sepa_debit' });
  await takeIn(await allEvents(stack()));
  return String((await documentsOf(ours, 'checkouts'))[0]?.['paymentId']);
}

test('what is on its way is not taken a second time at the counter, unless that is meant', async () => {
  const intent = await debited(98_765);
  await expect(sell()).rejects.toMatchObject({ code: 'wrong-state', data: { underWay: 98_765 }, say: { nl: expect.stringContaining('987,65') } });
  expect(await documentsOf(ours, 'tillMovements')).toEqual([]);
  // What fits beside it is no second time.
  await sell({ amount: 12_347 });
  await sell({ despiteUnderWay: true });
  expect(await theInvoice()).toMatchObject({ status: 'paid', amounts: { due: 0 } });
  await world().settleIntent(intent, 'succeed');
  await takeIn(await allEvents(stack()));
  expect(await theInvoice()).toMatchObject({ amounts: { due: -98_765 } });
});

test('once the debit has failed, the counter takes it all', async () => {
  const intent = await debited(98_765);
  await world().settleIntent(intent, 'fail');
  await takeIn(await allEvents(stack()));
  expect(await sell()).toMatchObject({ amount: invoice.totals.gross });
});

test('a receipt is mailed when an address is given, and says what is still open', async () => {
  await sell({ amount: 12_347 });
  const mails = async () => (await documentsOf(ours, 'outbox')).filter(({ template }) => (template as { name?: string } | undefined)?.name === 'receipt');
  expect(await mails()).toEqual([]);
  const { paymentId } = await sell({ amount: 23_457, receiptTo: ' Fenna@Goudenaar.example ' });
  expect(await mails()).toMatchObject([{ id: `receipt_${paymentId}`, to: ['fenna@goudenaar.example'], template: { data: { paid: { amount: 23_457 }, remaining: { amount: invoice.totals.gross - 12_347 - 23_457 }, method: 'cash' } } }]);
  await expect(sell({ receiptTo: 'fenna' })).rejects.toMatchObject({ issues: [{ path: 'receiptTo' }] });
});
