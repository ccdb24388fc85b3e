import { creditInvoice } from '../../src/domains/invoices/actions/credit-invoice.ts';
import { writeOffInvoice } from '../../src/domains/invoices/actions/write-off-invoice.ts';
import { database, plain } from '../../src/platform/firestore.ts';
import { refundPayment } from '../../src/workflows/payments/refund-payment.ts';
import { startCheckout } from '../../src/workflows/payments/start-checkout.ts';
import { callAs } from '../support/call.ts';
import { allEvents, booksOf, documentsOf, paidInFull, sessionOf, takeIn, type StartedCheckout } from '../support/stripe.ts';
import { aScene, inMoneyWorld, randomFrom, shuffled, type Scene } from './money-world.ts';

const AT_ONCE = 20;

/** Twenty refunds at once of parts that do not all fit: as many as fit, never more than was paid. */
export function refundsAtOnce(rounds: number, seed: number): Promise<boolean> {
  const random = randomFrom(seed);
  return inMoneyWorld(async (stack) => {
    for (let round = 0; round < rounds; round += 1) {
      const { office, invoice } = await aScene(stack);
      const { id: paymentId } = await paidInFull(stack, office, invoice.id, 'card');
      const amount = 20_000 + Math.floor(random() * 60_000);
      const outcomes = await Promise.allSettled(
        Array.from({ length: AT_ONCE }, () => callAs(office.owner, refundPayment, { paymentId, amount, creditNote: false }, { orgId: office.orgId })),
      );
      const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
      const asked = (await stack.world.requests('stripe')).filter(({ method, path, replayed }) => method === 'POST' && path === '/v1/refunds' && replayed !== true);
      if (done !== Math.floor(invoice.totals.gross / amount) || asked.length !== done) return false;
    }
    return true;
  });
}

/** Writing off, crediting (thrice) and being paid, all at once: each happens at most once, and everything agrees. */
export function contendersForOneInvoice(rounds: number): Promise<boolean> {
  return inMoneyWorld(async (stack) => {
    for (let round = 0; round < rounds; round += 1) if (!(await contend(await aScene(stack)))) return false;
    return true;
  });
}

async function contend({ stack, office, invoice }: Scene): Promise<boolean> {
  const where = { orgId: office.orgId };
  const started = await callAs<StartedCheckout>(office.owner, startCheckout, { invoiceId: invoice.id }, where);
  await stack.world.payCheckout(sessionOf(started));
  const credit = () => callAs(office.owner, creditInvoice, { invoiceId: invoice.id }, where);
  const outcomes = await Promise.allSettled([
    callAs(office.owner, writeOffInvoice, { invoiceId: invoice.id, reason: 'kwijtgescholden' }, where),
    credit(),
    takeIn(await allEvents(stack, 3)),
    credit(),
    credit(),
  ]);
  const credited = [1, 3, 4].filter((index) => outcomes[index]?.status === 'fulfilled').length;
  const [movements, invoices, outbox] = await Promise.all(['payments', 'invoices', 'outbox'].map((name) => documentsOf(office, name)));
  const notes = (invoices ?? []).filter(({ kind }) => kind === 'credit-note').length;
  const receipts = (outbox ?? []).filter(({ template }) => (template as { name?: string } | undefined)?.name === 'receipt').length;
  const after = (invoices ?? []).find(({ id }) => id === invoice.id)?.['amounts'] as { due: number; paid: number };
  const { total, receivable = 0 } = await booksOf(office);
  return credited === 1 && notes === 1 && movements?.length === 1 && receipts === 1 && after.paid === invoice.totals.gross && total === 0 && receivable === after.due;
}

/**
 * The same events five-fold, in order, reversed and shuffled, all at once and one after another, each on the same
 * beginning: how many different ends there are.
 */
export function endsOfShuffledEvents(rounds: number, seed: number): Promise<number> {
  const random = randomFrom(seed);
  return inMoneyWorld(async (stack) => {
    const { office, invoice } = await aScene(stack);
    const before = await contentsOf(office.orgId);
    // What happens at Stripe while none of its events arrive.
    const started = await callAs<StartedCheckout>(office.owner, startCheckout, { invoiceId: invoice.id }, { orgId: office.orgId });
    const opened = await contentsOf(office.orgId);
    await stack.world.payCheckout(sessionOf(started), { method: 'card' });
    await refundAndDispute(stack, started);
    const events = await allEvents(stack, 5);
    const orders = [events, events.toReversed(), ...Array.from({ length: rounds }, () => shuffled(events, random))];
    const arrivals = [...orders.map((order) => [order]), ...orders.map((order) => order.map((event) => [event]))];
    const ends = new Set<string>();
    for (const waves of arrivals) {
      await restore(office.orgId, opened);
      for (const wave of waves) await takeIn(wave);
      ends.add(withoutTimes(await contentsOf(office.orgId)));
    }
    if (before.size >= opened.size) throw new Error('the checkout left nothing');
    return ends.size;
  });
}

async function refundAndDispute(stack: Scene['stack'], started: StartedCheckout): Promise<void> {
  const { url } = stack.world;
  const authorization = `Bearer ${process.env['STRIPE_SECRET_KEY']}`;
  const session = (await (await fetch(`${url}/v1/checkout/sessions/${sessionOf(started)}?expand[]=payment_intent`, { headers: { authorization } })).json()) as { payment_intent: { id: string; latest_charge: string } };
  await fetch(`${url}/v1/refunds`, { method: 'POST', headers: { authorization }, body: new URLSearchParams({ payment_intent: session.payment_intent.id, amount: '1777' }) });
  const dispute = await stack.world.disputeCharge(session.payment_intent.latest_charge);
  await stack.world.closeDispute(dispute.id, 'won');
}

type Contents = ReadonlyMap<string, FirebaseFirestore.DocumentData>;

/** Every document of an organisation, by its path. */
async function contentsOf(orgId: string): Promise<Contents> {
  const collections = await database().doc(`orgs/${orgId}`).listCollections();
  const snapshots = await Promise.all(collections.map((collection) => collection.get()));
  return new Map(snapshots.flatMap(({ docs }) => docs.map((doc) => [doc.ref.path, doc.data()] as const)));
}

async function restore(orgId: string, wanted: Contents): Promise<void> {
  const batch = database().batch();
  for (const path of (await contentsOf(orgId)).keys()) if (!wanted.has(path)) batch.delete(database().doc(path));
  for (const [path, data] of wanted) batch.set(database().doc(path), data);
  for (const { ref } of (await database().collection('inbox').get()).docs) batch.delete(ref);
  await batch.commit();
}

/** All contents as one text, moments left out. */
function withoutTimes(contents: Contents): string {
  const sorted = [...contents].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted.map(([path, data]) => [path, timeless(plain(data))]));
}

function timeless(value: unknown): unknown {
  if (value instanceof Date) return 'a moment';
  if (Array.isArray(value)) return value.map(timeless);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, timeless(inner)]));
}
