import { actions } from '../../functions/src/actions.generated.ts';
import { requestClock } from '../../functions/src/platform/clock.ts';
import { database } from '../../functions/src/platform/firestore.ts';
import { dueEvents, processEvent, storeEvent } from '../../functions/src/platform/inbox.ts';
import { signLink } from '../../functions/src/platform/link-token.ts';
import { performOutbox } from '../../functions/src/platform/outbox.ts';
import { sweepDue } from '../../functions/src/platform/triggers.ts';
import { registry } from '../../functions/src/registry.ts';
import { callAs } from '../../functions/test/support/call.ts';
import type { OwnStack } from '../../local/stack/index.ts';
import { openShop, placing } from '../shop.ts';
import { billOf, type Bill, type Trace } from './meter.ts';

export interface Taken {
  readonly name: string;
  readonly bill: Bill;
  readonly trace: Trace;
}

const OWNER = 'the-owner';
const COLLEAGUE = 'the-colleague';
const ADDRESS = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
const LINES = [{ description: 'Drukwerk', quantity: '3', unitPrice: 12_345, vat: 'standard' }];
const SHOP = { name: 'Molen B.V.', email: 'post@example.test', address: ADDRESS, vatNumber: 'NL004495445B01', iban: 'NL91ABNA0417164300', kvkNumber: '27312345' };

interface Named {
  readonly id: string;
}

/** One organisation on one day, each step with its bill. */
export class Day {
  readonly taken: Taken[] = [];
  private readonly stack: OwnStack;
  private orgId = '';

  constructor(stack: OwnStack) {
    this.stack = stack;
  }

  async live(): Promise<Taken[]> {
    await this.opening();
    const invoiceId = await this.selling();
    await this.getPaid(invoiceId);
    await this.takeBack(invoiceId);
    await this.orders();
    // The first sweep of a day fetches exchange rates.
    await sweepDue(registry);
    await this.bill('sweep, nothing due', () => sweepDue(registry));
    return this.taken;
  }

  private async opening(): Promise<void> {
    this.orgId = (await this.act<Named>('accounts/create-organisation', SHOP)).id;
    const invited = await this.act<Named & { expiresAt: string }>('accounts/invite-member', { email: `${COLLEAGUE}@example.test`, role: 'bookkeeper' });
    await this.effect('mail', 'invitation');
    const invitation = signLink({ link: 'invitation', orgId: this.orgId, documentId: invited.id, expiresAt: new Date(invited.expiresAt) });
    await this.bill('accounts/accept-invitation', () => callAs(COLLEAGUE, actions['accounts/accept-invitation'], { invitation }));
  }

  /** @returns the invoice, issued and mailed */
  private async selling(): Promise<string> {
    const { id: customerId } = await this.act<Named>('customers/create', { kind: 'business', name: 'Drukkerij Ros', email: 'ros@example.test', address: ADDRESS });
    await this.act('customers/update', { customerId, phone: '+31612345678' });
    const { id: quoteId } = await this.act<Named>('quotes/create', { customerId, lines: LINES });
    await this.act('quotes/send', { quoteId });
    await this.effect('customer-summary');
    await this.effect('quote-pdf');
    await this.effect('mail', 'quote');
    // What the customer's click on the public page leaves, without the page.
    const token = signLink({ link: 'quote', orgId: this.orgId, documentId: `${quoteId}_1`, expiresAt: new Date(Date.now() + 86_400_000) });
    await this.bill('quotes/accept', () => callAs(undefined, actions['quotes/accept'], { name: 'J. Ros' }, { token }));
    const { id: invoiceId } = await this.act<Named>('quotes/convert', { quoteId });
    await this.act('invoices/finalize', { invoiceId, send: true });
    await this.effect('invoice-pdf');
    await this.effect('mail', 'invoice');
    const { id: anotherId } = await this.act<Named>('invoices/create', { customerId, lines: LINES });
    // The first checkout of an organisation notes its payment account, once and for all.
    await this.unbilled('invoices/finalize', { invoiceId: anotherId });
    await this.unbilled('payments/start-checkout', { invoiceId: anotherId });
    return invoiceId;
  }

  private async getPaid(invoiceId: string): Promise<void> {
    const { url } = await this.act<{ url: string }>('payments/start-checkout', { invoiceId });
    await this.stack.world.setDelivery('hold');
    await this.stack.world.payCheckout(/cs_\w+/.exec(url)?.[0] ?? '');
    await this.event('checkout.session.completed');
    await this.effect('mail', 'receipt');
    await this.effect('push');
  }

  private async takeBack(invoiceId: string): Promise<void> {
    const payments = await database().collection(`orgs/${this.orgId}/payments`).limit(1).get();
    const paymentId = payments.docs[0]?.id ?? '';
    await this.act('payments/refund', { paymentId, amount: 3_735, creditNote: false });
    await this.act('invoices/credit', { invoiceId });
  }

  private async orders(): Promise<void> {
    const shop = await openShop(this.unbilled, 6);
    const wanted = await placing(this.unbilled, shop, 1);
    await callAs(OWNER, actions['orders/place'], wanted, { orgId: this.orgId, idempotencyKey: 'the first order of the day' });
    // The first order of an instance reads the catalogue once more than those after it.
    await this.act('orders/quote', wantedCart(wanted));
    const { orderId } = await this.bill('orders/place', () =>
      callAs<{ orderId: string }>(undefined, actions['orders/place'], wanted, { orgId: this.orgId, idempotencyKey: 'the second order of the day' }),
    );
    for (const step of STEPS) if (step in actions) await this.act(step, { orderId });
  }

  private readonly unbilled = <T>(name: string, input: object): Promise<T> => callAs(OWNER, actions[name as keyof typeof actions], input, { orgId: this.orgId });

  private act<T>(name: string, input: object): Promise<T> {
    const where = this.orgId === '' ? {} : { orgId: this.orgId };
    return this.bill(name, () => callAs<T>(OWNER, actions[name as keyof typeof actions], input, where));
  }

  private async bill<T>(name: string, work: () => Promise<T>): Promise<T> {
    const { result, bill, trace } = await billOf(work);
    this.taken.push({ name, bill, trace });
    return result;
  }

  /** Performs the one open outbox document of a kind, found beforehand. */
  private async effect(kind: string, template?: string): Promise<void> {
    const clock = await requestClock('');
    const open = await database().collection(`orgs/${this.orgId}/outbox`).where('delivery.state', '==', 'PENDING').get();
    const found = open.docs.find((doc) => doc.get('kind') === kind && (template === undefined || doc.get('template.name') === template));
    if (found === undefined) throw new Error(`no open ${kind} ${template ?? ''}`);
    const name = template === undefined ? `effect ${kind}` : `effect ${kind} (${template})`;
    await this.bill(name, () => performOutbox(registry.effects, this.orgId, found.id, clock));
  }

  private async event(type: string): Promise<void> {
    const event = (await this.stack.world.stripeEvents(type))[0];
    if (event === undefined) throw new Error(`no event ${type}`);
    const clock = await requestClock('');
    await this.bill('webhook, first delivery', () => storeEvent({ provider: 'stripe', eventId: event.id, type: event.type, payload: JSON.stringify(event), correlationId: 'bench' }, clock));
    const [inboxId = ''] = await dueEvents({ now: () => new Date(Date.now() + 60_000) });
    await this.bill(`event ${type}`, () => processEvent(registry.events, inboxId, clock));
  }
}

const STEPS = ['orders/accept', 'orders/prepare', 'orders/ready', 'orders/complete'];

function wantedCart(wanted: object): object {
  const { shopId, service, lines } = wanted as Record<string, unknown>;
  return { shopId, service, lines };
}
