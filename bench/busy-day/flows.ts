import { randomUUID } from 'node:crypto';
import type { OwnStack } from '../../local/stack/index.ts';
import { placing } from '../shop.ts';
import type { Business, Counter } from './business.ts';
import { pause, type Recorder } from './recorder.ts';

/** How long staff takes for each step, in milliseconds: a day in ten minutes. */
const STEPS = [['orders/accept', 1_000, 'accepted'], ['orders/prepare', 2_000, 'preparing'], ['orders/ready', 4_000, 'ready']] as const;
/** Until a screen must show what somebody waits for, lest the day have an error. */
const PATIENCE_MS = 60_000;

/** What happens in a day, as people and programs do it: each over HTTP, each acting on what their screens show. */
export class Flows {
  constructor(
    private readonly stack: OwnStack,
    private readonly business: Business,
    private readonly recorder: Recorder,
  ) {}

  /** An order from the cart to the customer's hands; paid on the internet, or at the counter some day. */
  async order(index: number, online: boolean): Promise<void> {
    const { counters, token } = this.business;
    const counter = counters[index % counters.length] as Counter;
    const wanted = await placing((action, input) => this.recorder.call(undefined, action, input), counter, index);
    const payment = online ? 'online' : 'counter';
    const placed = await this.recorder.call<{ orderId: string; token: string }>(undefined, 'orders/place', { ...wanted, payment, idempotencyKey: randomUUID() });
    if (online) {
      const { url } = await this.recorder.call<{ url: string }>(undefined, 'payments/pay-order', { token: placed.token });
      await this.pay(url);
    }
    await this.shown(counter.board, placed.orderId, online ? 'paid' : 'pending');
    for (const [action, after, status] of STEPS) {
      await pause(after);
      await this.recorder.call(token, action, { orderId: placed.orderId });
      await this.shown(counter.board, placed.orderId, status);
    }
    await pause(1_000);
    await this.recorder.call(token, 'orders/complete', { orderId: placed.orderId });
  }

  /** An invoice from the draft to the customer's money, mailed with its PDF. */
  async invoice(index: number): Promise<void> {
    const { customers, token, office } = this.business;
    const customerId = customers[index % customers.length];
    const lines = [
      { description: 'Drukwerk', quantity: String(2 + (index % 5)), unitPrice: 12_345 + index, vat: 'standard' },
      { description: 'Bezorgen', quantity: '1', unitPrice: 1_735, vat: 'reduced' },
    ];
    const { id: invoiceId } = await this.recorder.call<{ id: string }>(token, 'invoices/create', { customerId, lines });
    await this.recorder.call(token, 'invoices/finalize', { invoiceId, send: true });
    await this.shown(office, invoiceId, 'open');
    await pause(2_000);
    const { url } = await this.recorder.call<{ url: string }>(token, 'payments/start-checkout', { invoiceId });
    await this.pay(url);
    await this.shown(office, invoiceId, 'paid');
  }

  private async pay(url: string): Promise<void> {
    const began = performance.now();
    await this.stack.world.payCheckout(/cs_\w+/.exec(url)?.[0] ?? '', { method: 'ideal' });
    this.recorder.note('the provider takes the money', performance.now() - began);
  }

  private async shown(screen: Counter['board'], id: string, status: string): Promise<void> {
    const began = performance.now();
    await this.recorder.within(`${id} ${status}`, PATIENCE_MS, screen.shows(id, status));
    this.recorder.note(status === 'paid' ? 'from paying to the screen' : 'from the reply to the screen', performance.now() - began);
  }
}
