import { actions } from '../../functions/src/actions.generated.ts';
import { businessDate } from '../../functions/src/platform/business-date.ts';
import { signLink } from '../../functions/src/platform/link-token.ts';
import { registry } from '../../functions/src/registry.ts';
import { callAs } from '../../functions/test/support/call.ts';
import { placing, openShop, type OpenShop } from '../shop.ts';
import { OWNER, type Office } from './office.ts';

const LINES = [{ description: 'Drukwerk', quantity: '3', unitPrice: 12_345, vat: 'standard' }];
const ADDRESS = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
const TODAY = businessDate(new Date(), 'Europe/Amsterdam');

interface Named {
  readonly id: string;
}

/** The rest of the business: what is looked at, sold at the counter, counted, worked on, and taken back. */
export class Afternoon {
  constructor(private readonly office: Office) {}

  async live(): Promise<void> {
    const { id: customerId } = await this.office.unbilled<Named>('customers/create', { kind: 'business', name: 'Van Dam Bouw', email: 'dam@example.test', address: ADDRESS });
    await this.papers(customerId);
    await this.work(customerId);
    const shop = await openShop(this.office.unbilled, 4);
    await this.catalogue(shop);
    await this.counter(shop);
    await this.lists();
  }

  private async papers(customerId: string): Promise<void> {
    const { office } = this;
    const finalised = async (): Promise<string> => {
      const { id } = await office.unbilled<Named>('invoices/create', { customerId, lines: LINES });
      await office.unbilled('invoices/finalize', { invoiceId: id });
      return id;
    };
    const { id: draftId } = await office.unbilled<Named>('invoices/create', { customerId, lines: LINES });
    await office.act('invoices/update', { invoiceId: draftId, reference: 'PO 4711' });
    await office.act('invoices/delete', { invoiceId: draftId });
    const invoiceId = await finalised();
    await office.act('payments/record-transfer', { invoiceId, amount: 10_137 });
    await office.bill('invoices/view', () => callAs(undefined, actions['invoices/view'], {}, { token: this.link('invoice', invoiceId) }));
    await office.act('invoices/write-off', { invoiceId, reason: 'failliet' });
    const { id: quoteId } = await office.unbilled<Named>('quotes/create', { customerId, lines: LINES });
    await office.unbilled('quotes/send', { quoteId });
    const token = this.link('quote', `${quoteId}_1`);
    await office.bill('quotes/view', () => callAs(undefined, actions['quotes/view'], {}, { token }));
    await office.bill('quotes/decline', () => callAs(undefined, actions['quotes/decline'], { reason: 'te duur' }, { token }));
  }

  private async work(customerId: string): Promise<void> {
    const { office } = this;
    const { id: projectId } = await office.act<Named>('projects/create', { customerId, name: 'Verbouwing', billing: { kind: 'hourly' }, rates: { standard: 9_735 } });
    await office.act('projects/log-time', { projectId, date: TODAY, minutes: 105, note: 'tekenen' });
    await office.act('projects/add-expense', { projectId, date: TODAY, description: 'hout', amount: 4_735 });
    await office.act('projects/invoice', { projectId });
  }

  private async catalogue({ shopId, products }: OpenShop): Promise<void> {
    const { office } = this;
    await office.act('catalogue/update-product', { productId: products[0], price: 1_385 });
    const lines = products.slice(0, 2).map((key) => ({ key, quantity: '17', unit: 'piece' }));
    await office.act('stock/receive', { shopId, lines });
    await office.act('promotions/create', { code: 'ZOMER', name: 'Zomer', benefit: { type: 'percent', percentBp: 1_250 } });
  }

  private async counter(shop: OpenShop): Promise<void> {
    const { office } = this;
    const wanted = await placing(office.unbilled, shop, 1);
    const place = (key: string, payment: string): Promise<{ orderId: string; token: string }> =>
      callAs(undefined, actions['orders/place'], { ...wanted, payment }, { orgId: office.orgId, idempotencyKey: `afternoon ${key}` });
    const paid = await place('paid on the internet', 'online');
    const { url } = await office.bill('payments/pay-order', () => callAs<{ url: string }>(undefined, actions['payments/pay-order'], {}, { token: paid.token }));
    await office.stack.world.payCheckout(/cs_\w+/.exec(url)?.[0] ?? '');
    await office.bill('orders/view', () => callAs(undefined, actions['orders/view'], {}, { token: paid.token }));
    const called = await place('called off', 'counter');
    await office.act('orders/cancel', { orderId: called.orderId, reason: 'oven stuk' });
    const cash = await place('paid in cash', 'counter');
    const { id: tillId } = await office.unbilled<Named>('till/create', { name: 'Voor' });
    await office.act('till/open', { tillId, total: 15_035 });
    const sale = { tillId, orderId: cash.orderId, method: 'cash', tendered: 10_000, roundCash: true };
    await office.bill('till/sell', () => callAs(OWNER, actions['till/sell'], sale, { orgId: office.orgId, idempotencyKey: 'afternoon till' }));
    await office.act('till/close', { tillId, total: 18_000 });
  }

  /** Pages of two, so that the bill is what belongs to the list and not to its length. */
  private async lists(): Promise<void> {
    const list = (name: string, input: object): Promise<unknown> => {
      const action = registry.actions[name];
      if (action === undefined) throw new Error(`There is no action ${name}.`);
      return this.office.bill(`${name} (a page of 2)`, () => callAs(OWNER, action, { limit: 2, ...input }, { orgId: this.office.orgId }));
    };
    await list('orders/search', {});
    await list('orders/list', {});
    await list('customers/search', {});
    await list('invoices/list', {});
  }

  private link(link: 'quote' | 'invoice', documentId: string): string {
    return signLink({ link, orgId: this.office.orgId, documentId, expiresAt: new Date(Date.now() + 86_400_000) });
  }
}
