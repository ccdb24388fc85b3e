import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { type InvoiceReply } from '../builders/invoice.ts';
import { everything } from '../support/everything.ts';
import { Office, refused, type Seen } from '../support/office.ts';
import { sessionOf, type StartedCheckout } from '../support/stripe.ts';

const stack = useStack();

/** More than an amount may be: EUR 10,000,000,000.01. */
const TOO_LARGE = 1_000_000_000_001;
const NOBODY = 'no-such-document';

/** What there is to pay and to pay back when the sweep begins. */
interface Scene {
  readonly open: InvoiceReply;
  readonly paid: InvoiceReply;
  readonly credited: InvoiceReply;
  readonly draft: { readonly id: string };
  readonly dollars: InvoiceReply;
  readonly overpaid: InvoiceReply;
  /** A payment by card on the provider's page, of `paid`. */
  readonly online: string;
  /** A payment by bank transfer, of `overpaid`. */
  readonly transfer: string;
  readonly refund: string;
  readonly till: string;
  readonly closedTill: string;
}

let office: Office;
let scene: Scene;
let before: string[];
beforeAll(async () => {
  office = await Office.open(stack());
  // Brings the exchange rates of the day.
  await stack().run('sweep');
  const [open, paid, credited, overpaid] = [await office.invoice(), await office.invoice(), await office.invoice(), await office.invoice()];
  const draft = await office.draft(open.customerId);
  const dollars = await office.invoice(open.customerId, { currency: 'USD' });
  await stack().world.payCheckout(sessionOf(await office.call<StartedCheckout>('payments/start-checkout', { invoiceId: paid.id })));
  await office.becomes('invoices', paid.id, { status: 'paid' });
  const online = String((await office.list('payments', paid.id))[0]?.id);
  const { id: transfer } = await office.call('payments/record-transfer', { invoiceId: overpaid.id, amount: overpaid.totals.gross + 12_345 });
  await office.call('payments/refund', { paymentId: online, amount: 1_777, creditNote: false });
  await office.call('invoices/credit', { invoiceId: credited.id });
  const refund = String((await office.list('payments', paid.id)).find(({ kind }) => kind === 'refund')?.id);
  const [till, closedTill] = [(await office.call('till/create', { name: 'Balie' })).id, (await office.call('till/create', { name: 'Reserve' })).id];
  await office.call('till/open', { tillId: till, total: 12_345 });
  scene = { open, paid, credited, draft, dollars, overpaid, online, transfer, refund, till, closedTill };
  await stack().awaitIdle();
  before = await everything();
}, 120_000);
afterAll(() => office.leave());

type Case = readonly [what: string, action: string, input: (scene: Scene) => object, code: string, path?: string];

const EVERY_AMOUNT = [
  ['of nothing', 0],
  ['below nothing', -5_321],
  ['with a fraction', 12.5],
  ['as a text', '12,50'],
  ['beyond all sense', TOO_LARGE],
] as const;

/** Each field that takes an amount, with an input that is right but for it. */
const AMOUNTS: readonly (readonly [action: string, field: string, input: (scene: Scene) => object])[] = [
  ['payments/start-checkout', 'amount', ({ open }) => ({ invoiceId: open.id })],
  ['payments/record-transfer', 'amount', ({ open }) => ({ invoiceId: open.id })],
  ['payments/refund', 'amount', ({ online }) => ({ paymentId: online, creditNote: false })],
  ['payments/apply-credit', 'amount', ({ overpaid, open }) => ({ fromInvoiceId: overpaid.id, toInvoiceId: open.id })],
  ['payments/record-repayment', 'amount', ({ transfer }) => ({ paymentId: transfer, idempotencyKey: 'r-1' })],
  ['payments/record-payout', 'amount', () => ({ from: 'card-terminal', idempotencyKey: 'p-1' })],
  ['till/sell', 'amount', ({ till, open }) => ({ tillId: till, invoiceId: open.id, method: 'cash', idempotencyKey: 's-1' })],
  ['till/sell', 'tendered', ({ till, open }) => ({ tillId: till, invoiceId: open.id, method: 'cash', idempotencyKey: 's-2' })],
  ['till/pay-in', 'amount', ({ till }) => ({ tillId: till, purpose: 'bank', reason: 'Wisselgeld', idempotencyKey: 'i-1' })],
  ['till/pay-out', 'amount', ({ till }) => ({ tillId: till, purpose: 'expense', reason: 'Melk', idempotencyKey: 'o-1' })],
  ['till/pay-back', 'amount', ({ till, transfer }) => ({ tillId: till, paymentId: transfer, reason: 'Te veel', idempotencyKey: 'b-1' })],
];

const amounts: readonly Case[] = AMOUNTS.flatMap(([action, field, input]) =>
  EVERY_AMOUNT.map(([how, amount]): Case => [`${field} ${how}`, action, (of) => ({ ...input(of), [field]: amount }), 'invalid-input', field]),
);

const states: readonly Case[] = [
  ['an invoice that is paid', 'payments/start-checkout', ({ overpaid }) => ({ invoiceId: overpaid.id }), 'wrong-state'],
  ['an invoice that was credited', 'payments/start-checkout', ({ credited }) => ({ invoiceId: credited.id }), 'wrong-state'],
  ['a draft', 'payments/start-checkout', ({ draft }) => ({ invoiceId: draft.id }), 'wrong-state'],
  ['no invoice at all', 'payments/start-checkout', () => ({ invoiceId: NOBODY }), 'not-found'],
  ['more than is due', 'payments/start-checkout', ({ open }) => ({ invoiceId: open.id, amount: open.totals.gross + 1 }), 'invalid-input', 'amount'],
  ['another way than there is', 'payments/start-checkout', ({ open }) => ({ invoiceId: open.id, via: 'carrier-pigeon' }), 'invalid-input', 'via'],
  ['a draft', 'payments/record-transfer', ({ draft }) => ({ invoiceId: draft.id, amount: 12_345 }), 'wrong-state'],
  ['a day to come', 'payments/record-transfer', ({ open }) => ({ invoiceId: open.id, amount: 12_345, on: '2098-11-27' }), 'invalid-input', 'on'],
  ['a day that is none', 'payments/record-transfer', ({ open }) => ({ invoiceId: open.id, amount: 12_345, on: '2026-02-30' }), 'invalid-input', 'on'],
  ['euros for a euro invoice twice', 'payments/record-transfer', ({ open }) => ({ invoiceId: open.id, amount: 12_345, received: 12_345 }), 'invalid-input', 'received'],
  ['more than was paid', 'payments/refund', ({ online, paid }) => ({ paymentId: online, amount: paid.totals.gross, creditNote: false }), 'invalid-input', 'amount'],
  ['a line that is not there', 'payments/refund', ({ online }) => ({ paymentId: online, lines: [{ line: 97, quantity: '1' }] }), 'invalid-input', 'lines.0.line'],
  ['more of a line than was sold', 'payments/refund', ({ online }) => ({ paymentId: online, lines: [{ line: 0, quantity: '9999' }] }), 'invalid-input', 'lines.0.quantity'],
  ['an amount without what is taken back', 'payments/refund', ({ online }) => ({ paymentId: online, amount: 4_321 }), 'invalid-input', 'lines'],
  ['a refund of a refund', 'payments/refund', ({ refund }) => ({ paymentId: refund }), 'wrong-state'],
  ['a transfer, by the provider', 'payments/refund', ({ transfer }) => ({ paymentId: transfer, amount: 1_234, creditNote: false }), 'wrong-state'],
  ['no payment at all', 'payments/refund', () => ({ paymentId: NOBODY }), 'not-found'],
  ['a card payment, by bank transfer', 'payments/record-repayment', ({ online }) => ({ paymentId: online, idempotencyKey: 'r-2' }), 'wrong-state'],
  ['more than is owed', 'payments/record-repayment', ({ transfer }) => ({ paymentId: transfer, amount: 12_346, idempotencyKey: 'r-3' }), 'invalid-input', 'amount'],
  ['a customer without consent', 'payments/charge-method', ({ open }) => ({ invoiceId: open.id, method: 'pm_card_visa' }), 'wrong-state'],
  ['a credit that is none', 'payments/apply-credit', ({ open, paid }) => ({ fromInvoiceId: paid.id, toInvoiceId: open.id }), 'invalid-input', 'toInvoiceId'],
  ['a credit on itself', 'payments/apply-credit', ({ overpaid }) => ({ fromInvoiceId: overpaid.id, toInvoiceId: overpaid.id }), 'wrong-state'],
  ['an invoice in another currency', 'payments/apply-credit', ({ open, dollars }) => ({ fromInvoiceId: open.id, toInvoiceId: dollars.id }), 'invalid-input', 'toInvoiceId'],
  ['more than the terminal took', 'payments/record-payout', () => ({ from: 'card-terminal', amount: 5_321, idempotencyKey: 'p-2' }), 'invalid-input', 'amount'],
  ['an account that is not shared', 'payments/record-payout', () => ({ from: 'shared-account', amount: 5_321, idempotencyKey: 'p-3' }), 'wrong-state'],
  ['no dispute at all', 'payments/answer-dispute', () => ({ disputeId: NOBODY, explanation: 'De klus is opgeleverd.' }), 'not-found'],
  ['an event that is not parked', 'payments/replay-events', () => ({ eventIds: ['stripe_evt_1'] }), 'not-found'],
  ['no events', 'payments/replay-events', () => ({ eventIds: [] }), 'invalid-input', 'eventIds'],
  ['a single-account installation', 'payments/connect-account', () => ({}), 'wrong-state'],
  ['a single-account installation', 'payments/check-account', () => ({}), 'wrong-state'],
  ['a consent without words', 'payments/save-method', ({ open }) => ({ customerId: open.customerId, consent: '   ' }), 'invalid-input', 'consent'],
  ['a method that nobody saved', 'payments/detach-method', ({ open }) => ({ customerId: open.customerId, method: 'pm_1' }), 'not-found'],
  ['neither an invoice nor an order', 'till/sell', ({ till }) => ({ tillId: till, method: 'cash', idempotencyKey: 's-3' }), 'invalid-input', 'invoiceId'],
  ['an invoice and an order', 'till/sell', ({ till, open }) => ({ tillId: till, invoiceId: open.id, orderId: NOBODY, method: 'cash', idempotencyKey: 's-4' }), 'invalid-input', 'invoiceId'],
  ['an invoice that is paid', 'till/sell', ({ till, overpaid }) => ({ tillId: till, invoiceId: overpaid.id, method: 'cash', idempotencyKey: 's-5' }), 'wrong-state'],
  ['an invoice in another currency', 'till/sell', ({ till, dollars }) => ({ tillId: till, invoiceId: dollars.id, method: 'cash', idempotencyKey: 's-6' }), 'invalid-input', 'invoiceId'],
  ['more than is due', 'till/sell', ({ till, open }) => ({ tillId: till, invoiceId: open.id, amount: open.totals.gross + 1, method: 'cash', idempotencyKey: 's-7' }), 'invalid-input', 'amount'],
  ['less cash than has to be paid', 'till/sell', ({ till, open }) => ({ tillId: till, invoiceId: open.id, tendered: 12_345, method: 'cash', idempotencyKey: 's-8' }), 'invalid-input', 'tendered'],
  ['a card without its slip', 'till/sell', ({ till, open }) => ({ tillId: till, invoiceId: open.id, method: 'card', idempotencyKey: 's-9' }), 'invalid-input', 'reference'],
  ['cash with a slip', 'till/sell', ({ till, open }) => ({ tillId: till, invoiceId: open.id, method: 'cash', reference: 'T1', idempotencyKey: 's-10' }), 'invalid-input', 'reference'],
  ['a cheque', 'till/sell', ({ till, open }) => ({ tillId: till, invoiceId: open.id, method: 'cheque', idempotencyKey: 's-11' }), 'invalid-input', 'method'],
  ['a till that is closed', 'till/sell', ({ closedTill, open }) => ({ tillId: closedTill, invoiceId: open.id, method: 'cash', idempotencyKey: 's-12' }), 'wrong-state'],
  ['no key', 'till/sell', ({ till, open }) => ({ tillId: till, invoiceId: open.id, method: 'cash' }), 'invalid-input', 'idempotencyKey'],
  ['more cash than there is', 'till/pay-out', ({ till }) => ({ tillId: till, amount: 12_346, purpose: 'expense', reason: 'Melk', idempotencyKey: 'o-2' }), 'wrong-state'],
  ['what was not paid at a till', 'till/pay-back', ({ till, transfer }) => ({ tillId: till, paymentId: transfer, reason: 'Te veel', idempotencyKey: 'b-2' }), 'wrong-state'],
  ['a till that is open', 'till/open', ({ till }) => ({ tillId: till, total: 4_565 }), 'wrong-state'],
  ['no count', 'till/open', ({ closedTill }) => ({ tillId: closedTill }), 'invalid-input', 'total'],
  ['a coin that does not exist', 'till/open', ({ closedTill }) => ({ tillId: closedTill, pieces: [{ value: 3, count: 7 }] }), 'invalid-input', 'pieces.0.value'],
  ['a count below nothing', 'till/close', ({ till }) => ({ tillId: till, total: -5 }), 'invalid-input', 'total'],
  ['more left than counted', 'till/close', ({ till }) => ({ tillId: till, total: 12_345, leave: 12_346 }), 'invalid-input', 'leave'],
  ['a till that is closed', 'till/close', ({ closedTill }) => ({ tillId: closedTill, total: 4_565 }), 'wrong-state'],
];

test('what cannot be paid is refused by name, in words, and not one document changes', async () => {
  const wrong: string[] = [];
  for (const [what, action, input, code, path] of [...amounts, ...states]) {
    const answer = await refused(office.call<Seen>(action, input(scene))).catch(() => undefined);
    const fits = answer?.code === code && (path === undefined || answer.paths.includes(path)) && answer.message !== '' && !answer.message.includes('undefined');
    if (!fits) wrong.push(`${action}, ${what}: ${JSON.stringify(answer ?? 'was not refused')}, not ${code} ${path ?? ''}`);
  }
  expect(wrong).toEqual([]);
  await stack().awaitIdle();
  expect(await everything()).toEqual(before);
}, 120_000);
