import { actions } from '../../functions/src/actions.generated.ts';
import { database } from '../../functions/src/platform/firestore.ts';
import { signLink } from '../../functions/src/platform/link-token.ts';
import { sweepDue } from '../../functions/src/platform/triggers.ts';
import { registry } from '../../functions/src/registry.ts';
import { callAs } from '../../functions/test/support/call.ts';
import { openShop, placing } from '../shop.ts';
import { Afternoon } from './afternoon.ts';
import { Office, OWNER, type Taken } from './office.ts';

const COLLEAGUE = 'the-colleague';
const ADDRESS = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
const LINES = [{ description: 'Drukwerk', quantity: '3', unitPrice: 12_345, vat: 'standard' }];
const SHOP = { name: 'Molen B.V.', email: 'post@example.test', address: ADDRESS, vatNumber: 'NL004495445B01', iban: 'NL91ABNA0417164300', kvkNumber: '27312345' };

interface Named {
  readonly id: string;
}

/** One organisation on one day, each step with its bill. */
export class Day extends Office {
  async live(): Promise<Taken[]> {
    await this.opening();
    const invoiceId = await this.selling();
    await this.getPaid(invoiceId);
    await this.takeBack(invoiceId);
    await this.orders();
    await new Afternoon(this).live();
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
    const { id: customerId } = await this.act<Named>('customers/create', { kind: 'business', name: 'Drukkerij Ros', email: 'ros@example.test', address: ADDRESS, kvkNumber: '27312345', eInvoice: { profile: 'nlcius' } });
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
}

const STEPS = ['orders/accept', 'orders/prepare', 'orders/ready', 'orders/complete'];

function wantedCart(wanted: object): object {
  const { shopId, service, lines } = wanted as Record<string, unknown>;
  return { shopId, service, lines };
}
