import { creditInvoice } from '../../src/domains/invoices/actions/credit-invoice.ts';
import { writeOffInvoice } from '../../src/domains/invoices/actions/write-off-invoice.ts';
import { type Action } from '../../src/platform/action.ts';
import { AppError } from '../../src/platform/errors.ts';
import { effectTable, performOutbox } from '../../src/platform/outbox.ts';
import { reconcileEffect } from '../../src/workflows/payments/reconcile-effect.ts';
import { reconcilePayments } from '../../src/workflows/payments/reconcile-payments.ts';
import { recordTransfer } from '../../src/workflows/payments/record-transfer.ts';
import { refundPayment } from '../../src/workflows/payments/refund-payment.ts';
import { startCheckout } from '../../src/workflows/payments/start-checkout.ts';
import { anInvoice } from '../builders/invoice.ts';
import { callAs } from '../support/call.ts';
import { allEvents, booksOf, documentsOf, realClock, sessionOf, takeIn, type StartedCheckout } from '../support/stripe.ts';
import { aScene, inMoneyWorld, randomFrom, type Scene } from './money-world.ts';

const METHODS = ['card', 'ideal', 'bancontact'] as const;

/**
 * A few invoices to which things happen at random: paid in parts, refunded, transferred, credited, written off,
 * disputed; half of Stripe's events get lost. Then one comparison with Stripe.
 * @returns whether every entry is balanced, customers owe what their invoices say, and Stripe holds what the books say
 */
export function booksOfAWholeOrganisation(rounds: number, seed: number): Promise<boolean> {
  const random = randomFrom(seed);
  return inMoneyWorld(async (stack) => {
    for (let round = 0; round < rounds; round += 1) {
      // Everything on Stripe's balance must be this organisation's.
      await stack.clear();
      const scene = await aScene(stack);
      const invoiceIds = [scene.invoice.id, (await anInvoice(scene.office)).id, (await anInvoice(scene.office)).id];
      for (let step = 0; step < 14; step += 1) await somethingHappens(scene, pick(invoiceIds, random), random);
      if (!(await agrees(scene))) return false;
    }
    return true;
  });
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

async function somethingHappens(scene: Scene, invoiceId: string, random: () => number): Promise<void> {
  const { stack, office } = scene;
  const act = <Reply>(action: Action, input: object) => callAs<Reply>(office.owner, action, input, { orgId: office.orgId });
  const amount = 1_001 + Math.floor(random() * 90_000);
  const payments = (await documentsOf(office, 'payments')) as unknown as { id: string; kind: string; provider: string; providerIds: { charge: string | null } }[];
  const online = payments.filter(({ kind, provider }) => kind === 'payment' && provider === 'stripe');
  const things: (() => Promise<unknown>)[] = [
    async () => {
      const started = await act<StartedCheckout>(startCheckout, random() < 0.5 ? { invoiceId } : { invoiceId, amount });
      await stack.world.payCheckout(sessionOf(started), { method: pick(METHODS, random) });
    },
    () => act(recordTransfer, { invoiceId, amount }),
    () => act(creditInvoice, { invoiceId, lines: [{ line: Math.floor(random() * 2), quantity: '1' }] }),
    () => act(writeOffInvoice, { invoiceId, reason: 'kwijtgescholden' }),
    async () => void (online.length > 0 && (await act(refundPayment, { paymentId: pick(online, random).id, amount, creditNote: false }))),
    async () => {
      const charge = online.length > 0 ? pick(online, random).providerIds.charge : null;
      if (charge === null) return;
      const dispute = await stack.world.disputeCharge(charge).catch(() => undefined);
      if (dispute !== undefined && random() < 0.7) await stack.world.closeDispute(dispute.id, random() < 0.5 ? 'won' : 'lost');
    },
  ];
  try {
    await pick(things, random)();
  } catch (thrown) {
    // What the state does not allow is refused, and then nothing has happened.
    if (!(thrown instanceof AppError)) throw thrown;
  }
  const events = await allEvents(stack);
  await takeIn(events.filter(() => random() < 0.5));
}

async function agrees({ office }: Scene): Promise<boolean> {
  const where = { orgId: office.orgId };
  const hasAccount = (await documentsOf(office, 'paymentAccounts')).length > 0;
  if (hasAccount) {
    const { reportId } = await callAs<{ reportId: string }>(office.owner, reconcilePayments, {}, where);
    await performOutbox(effectTable([reconcileEffect as never]), office.orgId, reportId, realClock);
    const [report] = (await documentsOf(office, 'reconciliations')) as unknown as { unmatched: unknown[]; balances: { difference: number }[] }[];
    if (report === undefined || report.unmatched.length > 0 || report.balances.some(({ difference }) => difference !== 0)) return false;
  }
  const invoices = (await documentsOf(office, 'invoices')) as unknown as { kind: string; amounts: { due: number } }[];
  const owed = invoices.filter(({ kind }) => kind === 'invoice').reduce((sum, { amounts }) => sum + amounts.due, 0);
  const { total, receivable = 0 } = await booksOf(office);
  return total === 0 && receivable === owed;
}
