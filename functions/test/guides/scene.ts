import { type Stack } from '../../../local/stack/connect.ts';
import { until } from '../../../local/story/wait.ts';
import { newId } from '../../src/platform/ids.ts';
import { customerInput } from '../builders/customer.ts';
import { organisationInput } from '../builders/organisation.ts';
import { PIZZA_OPTIONS, shopInput } from '../builders/shop.ts';
import { RestCaller, signUp } from '../support/rest.ts';

/** What a guide finds when it begins, and who else takes part. */
export interface Scene {
  /** By what the guide calls it, what it really is. */
  readonly places: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  happens(event: string): Promise<void>;
}

/** What a business has before its guide begins, and what its people and customers do meanwhile. */
class Business {
  private orderId = '';
  readonly run = newId().toLowerCase();
  readonly email = `you.${this.run}@yours.example`;
  private readonly stack: Stack;
  private owner: RestCaller;

  constructor(stack: Stack) {
    this.stack = stack;
    this.owner = new RestCaller(stack);
  }

  /** Founds it. @returns its id */
  async open(): Promise<string> {
    const { idToken } = await signUp(this.stack, this.email);
    const { id } = await this.made(new RestCaller(this.stack, { bearer: idToken }), '/organisations', organisationInput());
    this.owner = new RestCaller(this.stack, { bearer: idToken, orgId: String(id) });
    return String(id);
  }

  async make(path: string, body: object = {}): Promise<Record<string, unknown>> {
    return this.made(this.owner, path, body);
  }

  private async made(caller: RestCaller, path: string, body: object): Promise<Record<string, unknown>> {
    const answer = await caller.post(path, body, { 'idempotency-key': newId() });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  }

  /** An order to be paid at the counter. @returns the token of its link */
  async order(cart: object): Promise<string> {
    const { totals } = await this.make('/orders/quote', cart);
    const said = { customer: { name: 'Fenna Özdemir', email: this.customerEmail }, payment: 'counter', seenTotal: (totals as { toPay: number }).toPay };
    const { orderId, token } = await this.make('/orders/place', { ...cart, ...said });
    this.orderId = String(orderId);
    return String(token);
  }

  get customerEmail(): string {
    return `fenna.${this.run}@goudenaar.example`;
  }

  async step(verb: string): Promise<void> {
    await this.make(`/orders/${this.orderId}/${verb}`);
  }

  /** An invoice that its customer has paid by card. @returns its id */
  async paidInvoice(): Promise<string> {
    const { id: customerId } = await this.make('/customers', customerInput({ email: this.customerEmail }));
    const { id } = await this.make('/invoices', { customerId, lines: [{ description: 'Roof window, fitted', quantity: '3', unitPrice: 48_995, vat: 'standard' }] });
    await this.make(`/invoices/${String(id)}/finalize`);
    const { url } = await this.make('/payments/start-checkout', { invoiceId: id });
    await this.stack.world.payCheckout(/cs_\w+/.exec(String(url))?.[0] ?? '');
    await until('the invoice to be paid', async () => (await this.owner.get(`/invoices/${String(id)}`)).body['status'] === 'paid', 40_000);
    return String(id);
  }
}

/** Sets up a business of its own for a guide. */
export async function setScene(stack: Stack, guide: string): Promise<Scene> {
  const business = new Business(stack);
  const organisation = await business.open();
  const { id: shopId } = await business.make('/shops', shopInput());
  const { id: categoryId } = await business.make('/categories', { name: 'Pizza' });
  const { id: productId } = await business.make('/products', { name: 'Margherita', price: 1135, published: true, optionGroups: PIZZA_OPTIONS, categoryId });
  const { secret } = await business.make('/keys', { name: 'Webshop', permissions: ['customers.read', 'customers.write'] });
  const cart = { shopId, service: 'collect', lines: [{ productId, quantity: 2, options: [{ optionId: 'large' }] }] };
  const places = {
    'you@yours.example': business.email,
    'jan@vandijk.example': `jan.${business.run}@vandijk.example`,
    'fenna@goudenaar.example': business.customerEmail,
    'your password': 'correct horse 7 battery',
    'your-organisation': organisation,
    'your-shop': String(shopId),
    'your-product': String(productId),
    'tb_test_your-key': String(secret),
    ...(guide === 'refund.md' ? { 'your-invoice': await business.paidInvoice() } : {}),
    ...(guide === 'order-page.md' ? { 'token-of-the-order': await business.order(cart) } : {}),
  };
  const EVENTS: Readonly<Record<string, () => Promise<unknown>>> = {
    'the quote is mailed': () => until('the quote to be mailed', async () => (await stack.world.mails(business.customerEmail)).length > 0, 40_000),
    'a customer orders, and the counter accepts': async () => {
      await business.order(cart);
      await business.step('accept');
    },
    'the counter accepts': () => business.step('accept'),
    'the customer collects the order': () => business.step('complete'),
  };
  return {
    places,
    env: { WORLD_URL: stack.world.url },
    async happens(event) {
      const play = EVENTS[event];
      if (play === undefined) throw new Error(`nobody plays: ${event}`);
      await play();
    },
  };
}
