import type { OwnStack } from '../../local/stack/index.ts';
import { placing } from '../shop.ts';
import type { Screen } from '../screen.ts';
import type { Business } from './business.ts';
import { pause, type Recorder } from './recorder.ts';

/** How long staff takes for each step, in milliseconds: a day in ten minutes. */
const STEPS = [['orders/accept', 1_000, 'accepted'], ['orders/prepare', 2_000, 'preparing'], ['orders/ready', 4_000, 'ready']] as const;
/** Until a screen must show what somebody waits for, lest the day have an error. */
const PATIENCE_MS = 60_000;

/** What happens in a day of one business, as people and programs do it: each over HTTP, each acting on what their screens show. */
export class Flows {
  /** What the day should leave behind, of all that began. */
  readonly expected = { orders: 0, payments: 0, invoices: 0 };

  constructor(
    private readonly stack: OwnStack,
    private readonly business: Business,
    private readonly recorder: Recorder,
  ) {}

  /** An order from the cart to the customer's hands; paid on the internet, or at the counter some day. */
  async order(index: number, online: boolean): Promise<void> {
    const { shop, counter, token } = this.business;
    this.expected.orders += 1;
    this.expected.payments += online ? 1 : 0;
    const wanted = await placing((action, input) => this.call(undefined, action, input), shop, index);
    const payment = online ? 'online' : 'counter';
    const placed = await this.call<{ orderId: string; token: string }>(undefined, 'orders/place', { ...wanted, payment });
    if (online) {
      const { url } = await this.call<{ url: string }>(undefined, 'payments/pay-order', { token: placed.token });
      await this.pay(url);
    }
    await this.shown(counter, placed.orderId, online ? 'paid' : 'pending');
    for (const [action, after, status] of STEPS) {
      await pause(after);
      await this.call(token, action, { orderId: placed.orderId });
      await this.shown(counter, placed.orderId, status);
    }
    await pause(1_000);
    await this.call(token, 'orders/complete', { orderId: placed.orderId });
  }

  /** An invoice from the draft to the customer's money, mailed with its PDF. */
  async invoice(index: number): Promise<void> {
    const { customers, token, office } = this.business;
    this.expected.invoices += 1;
    this.expected.payments += 1;
    const customerId = customers[index % customers.length];
    const lines = [
      { description: 'Drukwerk', quantity: String(2 + (index % 5)), unitPrice: 12_345 + index, vat: 'standard' },
      { description: 'Bezorgen', quantity: '1', unitPrice: 1_735, vat: 'reduced' },
    ];
    const { id: invoiceId } = await this.call<{ id: string }>(token, 'invoices/create', { customerId, lines });
    await this.call(token, 'invoices/finalize', { invoiceId, send: true });
    await this.shown(office, invoiceId, 'open');
    await pause(2_000);
    const { url } = await this.call<{ url: string }>(token, 'payments/start-checkout', { invoiceId });
    await this.pay(url);
    await this.shown(office, invoiceId, 'paid');
  }

  private call<Reply>(token: string | undefined, action: string, input: object): Promise<Reply> {
    return this.recorder.call(token, action, { orgId: this.business.orgId, ...input });
  }

  private async pay(url: string): Promise<void> {
    const began = performance.now();
    await this.stack.world.payCheckout(/cs_\w+/.exec(url)?.[0] ?? '', { method: 'ideal' });
    this.recorder.note('the provider takes the money', performance.now() - began);
  }

  private async shown(screen: Screen, id: string, status: string): Promise<void> {
    const began = performance.now();
    await this.recorder.within(`${id} ${status}`, PATIENCE_MS, screen.shows(id, status));
    this.recorder.note(status === 'paid' ? 'from paying to the screen' : 'from the reply to the screen', performance.now() - began);
  }
}
