import { creditInvoice } from '../../src/domains/invoices/actions/credit-invoice.ts';
import { writeOffInvoice } from '../../src/domains/invoices/actions/write-off-invoice.ts';
import { openTill } from '../../src/domains/till/actions/open-till.ts';
import { createTill } from '../../src/domains/till/actions/create-till.ts';
import { payIn } from '../../src/domains/till/actions/pay-in.ts';
import { payOut } from '../../src/domains/till/actions/pay-out.ts';
import { type Action } from '../../src/platform/action.ts';
import { frozenClock, type Clock } from '../../src/platform/clock.ts';
import { AppError } from '../../src/platform/errors.ts';
import { newId } from '../../src/platform/ids.ts';
import { effectTable, performOutbox } from '../../src/platform/outbox.ts';
import { applyCredit } from '../../src/workflows/payments/apply-credit.ts';
import { recordPayout } from '../../src/workflows/payments/record-payout.ts';
import { payBackAtCounter } from '../../src/workflows/till/pay-back-at-counter.ts';
import { sellAtCounter } from '../../src/workflows/till/sell-at-counter.ts';
import { reconcileEffect } from '../../src/workflows/payments/reconcile-effect.ts';
import { reconcilePayments } from '../../src/workflows/payments/reconcile-payments.ts';
import { recordTransfer } from '../../src/workflows/payments/record-transfer.ts';
import { refundPayment } from '../../src/workflows/payments/refund-payment.ts';
import { startCheckout } from '../../src/workflows/payments/start-checkout.ts';
import { anInvoice } from '../builders/invoice.ts';
import { callAs } from '../support/call.ts';
import { allEvents, booksOf, documentsOf, paidInFull, sessionOf, takeIn, type StartedCheckout } from '../support/stripe.ts';
import { aScene, inMoneyWorld, randomFrom, shuffled, type Scene } from './money-world.ts';

/** How many kinds of things `thingsThatHappen` knows. */
const THINGS = 13;
const METHODS = ['card', 'ideal', 'bancontact'] as const;

/**
 * A few invoices to which things happen at random: paid in parts, refunded, transferred, credited, written off,
 * disputed, sold and paid back at the counter, paid out; half of Stripe's events get lost. Then one comparison with Stripe.
 * @returns whether every entry is balanced, customers owe what their invoices say, and Stripe holds what the books say
 */
export function booksOfAWholeOrganisation(rounds: number, seed: number): Promise<boolean> {
  const random = randomFrom(seed);
  return inMoneyWorld(async (stack) => {
    for (let round = 0; round < rounds; round += 1) {
      // Everything on Stripe's balance must be this organisation's.
      await stack.clear();
      const scene = await aScene(stack);
      const { customerId } = scene.invoice;
      const invoiceIds = [scene.invoice.id];
      for (let more = 0; more < 4; more += 1) invoiceIds.push((await anInvoice(scene.office, more < 2 ? { customerId } : {})).id);
      const counter = { invoiceIds, tillId: await anOpenTill(scene) };
      // Two invoices are paid to begin with, so that there is something to give back.
      for (const invoiceId of invoiceIds.slice(0, 2)) await paidInFull(stack, scene.office, invoiceId, 'card');
      const everyThing = Array.from({ length: THINGS }, (_, thing) => thing);
      for (const thing of shuffled([...everyThing, ...everyThing], random)) await happens(scene, counter, thing, random);
      if (!(await agrees(scene))) return false;
    }
    return true;
  });
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

interface Counter {
  readonly tillId: string;
  readonly invoiceIds: readonly string[];
}

async function anOpenTill({ office }: Scene): Promise<string> {
  const where = { orgId: office.orgId };
  const { id: tillId } = await callAs<{ id: string }>(office.owner, createTill, { name: 'Balie' }, where);
  await callAs(office.owner, openTill, { tillId, total: 12_345 }, where);
  return tillId;
}

type Act = <Reply>(action: Action, input: object) => Promise<Reply>;

/** Every kind of movement that there is, as somebody or somebody's bank may cause it. */
function thingsThatHappen({ stack }: Scene, act: Act, { tillId, invoiceIds }: Counter, payments: readonly Moved[], random: () => number): (() => Promise<unknown>)[] {
  const { world } = stack;
  const invoiceId = pick(invoiceIds, random);
  const amount = 1_001 + Math.floor(random() * 90_000);
  const ofKind = (provider: string) => payments.filter((payment) => payment.kind === 'payment' && payment.provider === provider);
  const [online, manual] = [ofKind('stripe'), ofKind('counter')];
  const charge = online.length > 0 ? pick(online, random).providerIds.charge : null;
  return [
    async () => {
      const started = await act<StartedCheckout>(startCheckout, random() < 0.5 ? { invoiceId } : { invoiceId, amount });
      await world.payCheckout(sessionOf(started), { method: pick(METHODS, random) });
    },
    () => act(recordTransfer, { invoiceId, amount: random() < 0.5 ? amount : 300_000 + amount }),
    () => act(applyCredit, { fromInvoiceId: invoiceId, toInvoiceId: pick(invoiceIds, random) }),
    () => act(creditInvoice, { invoiceId, lines: [{ line: Math.floor(random() * 2), quantity: '1' }] }),
    () => act(writeOffInvoice, { invoiceId, reason: 'kwijtgescholden' }),
    async () => void (online.length > 0 && (await act(refundPayment, { paymentId: pick(online, random).id, amount, creditNote: false }))),
    async () => {
      const dispute = charge === null ? undefined : await world.disputeCharge(charge).catch(() => undefined);
      if (dispute !== undefined && random() < 0.7) await world.closeDispute(dispute.id, random() < 0.5 ? 'won' : 'lost');
    },
    () => act(sellAtCounter, { tillId, invoiceId, amount, method: 'cash', roundCash: true }),
    () => act(sellAtCounter, { tillId, invoiceId, amount, method: 'card', reference: `T1-${amount}` }),
    async () => void (manual.length > 0 && (await act(payBackAtCounter, { tillId, paymentId: pick(manual, random).id, reason: 'Te veel betaald' }))),
    () => act(random() < 0.5 ? payIn : payOut, { tillId, amount: 1_785, purpose: pick(['bank', 'expense', 'other'], random), reason: 'Allerlei' }),
    () => act(recordPayout, { from: 'card-terminal', amount: 1_003, fee: 17 }),
    async () => {
      // What was taken is available some days later.
      await world.setClock((await world.clock()) + 4 * 86_400_000);
      const payout = await world.payout().catch(() => undefined);
      if (payout !== undefined) await world.settlePayout(payout.id, random() < 0.7 ? 'paid' : 'failed');
    },
  ];
}

interface Moved {
  readonly id: string;
  readonly kind: string;
  readonly provider: string;
  readonly providerIds: { readonly charge: string | null };
}

async function happens(scene: Scene, counter: Counter, thing: number, random: () => number): Promise<void> {
  const { stack, office } = scene;
  const clock = await clockOf(scene);
  const act: Act = (action, input) => callAs(office.owner, action, input, { orgId: office.orgId, idempotencyKey: newId(), clock });
  const payments = (await documentsOf(office, 'payments')) as unknown as Moved[];
  try {
    await thingsThatHappen(scene, act, counter, payments, random)[thing]?.();
  } catch (thrown) {
    // What the state does not allow is refused, and then nothing has happened.
    if (!(thrown instanceof AppError)) throw thrown;
  }
  const events = await allEvents(stack);
  await takeIn(events.filter(() => random() < 0.5), await clockOf(scene));
}

/** Days pass at Stripe, and so for everybody. */
async function clockOf({ stack }: Scene): Promise<Clock> {
  return frozenClock(new Date(Date.now() + (await stack.world.clock())));
}

async function agrees(scene: Scene): Promise<boolean> {
  const { office } = scene;
  const clock = await clockOf(scene);
  const where = { orgId: office.orgId, clock };
  const hasAccount = (await documentsOf(office, 'paymentAccounts')).length > 0;
  if (hasAccount) {
    const { reportId } = await callAs<{ reportId: string }>(office.owner, reconcilePayments, {}, where);
    await performOutbox(effectTable([reconcileEffect as never]), office.orgId, reportId, clock);
    const [report] = (await documentsOf(office, 'reconciliations')) as unknown as { unmatched: unknown[]; balances: { difference: number }[] }[];
    if (report === undefined || report.unmatched.length > 0 || report.balances.some(({ difference }) => difference !== 0)) return false;
  }
  const invoices = (await documentsOf(office, 'invoices')) as unknown as { kind: string; amounts: { due: number } }[];
  const owed = invoices.filter(({ kind }) => kind === 'invoice').reduce((sum, { amounts }) => sum + amounts.due, 0);
  const { total, receivable = 0 } = await booksOf(office);
  return total === 0 && receivable === owed;
}
