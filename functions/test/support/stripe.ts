import { type OwnStack } from '../../../local/stack/index.ts';
import { type StoredEvent } from '../../../local/world/client.ts';
import { stripeEvents } from '../../src/domains/payments/stripe-events.ts';
import { type Clock } from '../../src/platform/clock.ts';
import { database, plain } from '../../src/platform/firestore.ts';
import { storeEvent } from '../../src/platform/inbox.ts';
import { processEvents } from '../../src/platform/process-events.ts';
import { startCheckout } from '../../src/workflows/payments/start-checkout.ts';
import { stripeRoutes } from '../../src/workflows/payments/stripe-routes.ts';
import { anInvoice, type InvoiceReply } from '../builders/invoice.ts';
import { twoOrganisations, type BuiltOrganisation } from '../builders/organisation.ts';
import { callAs } from './call.ts';

type Of = Pick<BuiltOrganisation, 'orgId' | 'owner'>;
type Document = Record<string, unknown> & { readonly id: string };

/** A checkout as a client gets it. */
export interface StartedCheckout {
  readonly checkoutId: string;
  readonly url: string;
  readonly amount: number;
}

export const realClock: Clock = { now: () => new Date() };

/** Nothing has happened yet: no documents, no money, and Stripe's events wait until they are handed over. */
export async function freshStart(stack: OwnStack): Promise<void> {
  await stack.clear();
  await stack.world.reset();
  await stack.world.setClock(0);
  await stack.world.setDelivery('hold');
}

/** After a fresh start: two organisations that have nothing to do with each other, and an open invoice of the first. */
export async function moneyScene(stack: OwnStack): Promise<{ ours: BuiltOrganisation; theirs: BuiltOrganisation; invoice: InvoiceReply }> {
  await freshStart(stack);
  const [ours, theirs] = await twoOrganisations();
  return { ours, theirs, invoice: await anInvoice(ours) };
}

/** The provider's id of a checkout's page. */
export function sessionOf({ url }: Pick<StartedCheckout, 'url'>): string {
  return /cs_\w+/.exec(url)?.[0] ?? '';
}

/** All documents of one of the organisation's collections, moments as `Date`. */
export async function documentsOf({ orgId }: Pick<Of, 'orgId'>, name: string): Promise<Document[]> {
  const { docs } = await database().collection(`orgs/${orgId}/${name}`).get();
  return docs.map((doc) => plain({ id: doc.id, ...doc.data() }) as Document);
}

/** Takes events into the inbox and processes them here, each delivery at once: what the webhook and its task do. */
export async function takeIn(events: readonly Pick<StoredEvent, 'id' | 'type'>[], clock: Clock = realClock): Promise<void> {
  const handlers = [stripeEvents(stripeRoutes)];
  await Promise.all(
    events.map(async (event) => {
      const received = { provider: 'stripe', eventId: event.id, type: event.type, payload: JSON.stringify(event), correlationId: 'test-run' };
      const stored = await storeEvent(received, clock);
      await processEvents(handlers, [stored ?? `stripe_${event.id}`], clock);
    }),
  );
}

/** Every event that Stripe has made so far, given so many times each. */
export async function allEvents(stack: OwnStack, times = 1): Promise<StoredEvent[]> {
  const events = await stack.world.stripeEvents();
  return Array.from({ length: times }, () => events).flat();
}

/** Every event so far about something that leads to this organisation. */
export async function eventsOf(stack: OwnStack, { orgId }: Pick<Of, 'orgId'>): Promise<StoredEvent[]> {
  return (await stack.world.stripeEvents()).filter((event) => JSON.stringify(event).includes(orgId));
}

/** A payment of what is due on an invoice, through checkout and events. @returns the payment document */
export async function paidInFull(stack: OwnStack, of: Of, invoiceId: string, method: 'card' | 'ideal' | 'sepa_debit' = 'ideal', behaviour?: string): Promise<Document> {
  const started = await callAs<StartedCheckout>(of.owner, startCheckout, { invoiceId }, { orgId: of.orgId });
  await stack.world.payCheckout(sessionOf(started), { method, ...(behaviour === undefined ? {} : { behaviour }) });
  await takeIn(await eventsOf(stack, of));
  const payment = (await documentsOf(of, 'payments')).find(({ checkoutId }) => checkoutId === started.checkoutId);
  if (payment === undefined) throw new Error('the payment was not recorded');
  return payment;
}

/** The balance of every ledger account in euro, summed from all entries; and what they add up to, which must be 0. */
export async function booksOf(of: Of): Promise<Record<string, number>> {
  const balances: Record<string, number> = {};
  let total = 0;
  for (const { lines } of await documentsOf(of, 'ledger')) {
    for (const { account, amount } of lines as readonly { account: string; amount: number }[]) {
      balances[account] = (balances[account] ?? 0) + amount;
      total += amount;
    }
  }
  return { ...balances, total };
}
