import { type Action } from '../../src/platform/action.ts';
import { AppError } from '../../src/platform/errors.ts';
import { connectAccount } from '../../src/domains/payments/actions/connect-account.ts';
import { detachMethod } from '../../src/domains/payments/actions/detach-method.ts';
import { listMethods } from '../../src/domains/payments/actions/list-methods.ts';
import { saveMethod } from '../../src/domains/payments/actions/save-method.ts';
import { chargeMethod } from '../../src/workflows/payments/charge-method.ts';
import { refundPayment } from '../../src/workflows/payments/refund-payment.ts';
import { startCheckout } from '../../src/workflows/payments/start-checkout.ts';
import { callAs } from '../support/call.ts';
import { allEvents, paidInFull, takeIn } from '../support/stripe.ts';
import { aScene, type Scene } from './money-world.ts';

/** An action that makes Stripe do something, with what must be there before it. */
export interface StripePost {
  readonly name: string;
  /** The request that it makes; `*` stands for an id. */
  readonly path: string;
  readonly mode: 'single' | 'connect';
  /** How many movements of money it makes in the end, where it moves money or may lead to it. */
  readonly movements?: number;
  readonly action: Action;
  /** @returns its input, and one that differs, for the same key */
  prepare(scene: Scene): Promise<{ readonly input: object; readonly other: object | undefined }>;
}

/** Every kind of POST to Stripe that a person can cause. */
export const STRIPE_POSTS: readonly StripePost[] = [
  {
    name: 'a checkout',
    path: '/v1/checkout/sessions',
    mode: 'single',
    movements: 0,
    action: startCheckout,
    prepare: async ({ invoice }) => ({ input: { invoiceId: invoice.id }, other: { invoiceId: 'another' } }),
  },
  {
    name: 'an intent',
    path: '/v1/payment_intents',
    mode: 'single',
    movements: 0,
    action: startCheckout,
    prepare: async ({ invoice }) => ({ input: { invoiceId: invoice.id, via: 'intent' }, other: { invoiceId: invoice.id, via: 'embedded' } }),
  },
  {
    name: 'a charge of a saved method',
    path: '/v1/payment_intents',
    mode: 'single',
    movements: 1,
    action: chargeMethod,
    async prepare(scene) {
      const method = await aSavedMethod(scene);
      return { input: { invoiceId: scene.invoice.id, method }, other: { invoiceId: scene.invoice.id, method: 'another' } };
    },
  },
  {
    name: 'a customer',
    path: '/v1/customers',
    mode: 'single',
    action: saveMethod,
    prepare: async ({ invoice }) => ({ input: consent(invoice.customerId), other: { ...consent(invoice.customerId), consent: 'Iets anders.' } }),
  },
  {
    name: 'a method to save, in an app',
    path: '/v1/setup_intents',
    mode: 'single',
    action: saveMethod,
    prepare: async ({ invoice }) => ({ input: consent(invoice.customerId), other: { ...consent(invoice.customerId), consent: 'Iets anders.' } }),
  },
  {
    name: 'a method to save, on a page',
    path: '/v1/checkout/sessions',
    mode: 'single',
    action: saveMethod,
    prepare: async ({ invoice }) => ({ input: { ...consent(invoice.customerId), via: 'page' }, other: consent(invoice.customerId) }),
  },
  {
    name: 'a method forgotten',
    path: '/v1/payment_methods/*/detach',
    mode: 'single',
    action: detachMethod,
    async prepare(scene) {
      const method = await aSavedMethod(scene);
      return { input: { customerId: scene.invoice.customerId, method }, other: { customerId: scene.invoice.customerId, method: 'another' } };
    },
  },
  {
    name: 'a refund',
    path: '/v1/refunds',
    mode: 'single',
    movements: 1,
    action: refundPayment,
    async prepare({ stack, office, invoice }) {
      const { id } = await paidInFull(stack, office, invoice.id, 'card');
      return { input: { paymentId: id, amount: 4_321, creditNote: false }, other: { paymentId: id, amount: 4_322, creditNote: false } };
    },
  },
  {
    name: 'an account',
    path: '/v1/accounts',
    mode: 'connect',
    action: connectAccount,
    prepare: async () => ({ input: {}, other: undefined }),
  },
  {
    name: 'an onboarding link',
    path: '/v1/account_links',
    mode: 'connect',
    action: connectAccount,
    prepare: async () => ({ input: {}, other: undefined }),
  },
];

function consent(customerId: string) {
  return { customerId, consent: 'Jullie mogen facturen voortaan afschrijven.', via: 'intent' };
}

/** A card of the invoice's customer, saved as an app would. @returns its id */
async function aSavedMethod({ stack, office, invoice }: Scene): Promise<string> {
  const where = { orgId: office.orgId };
  const { clientSecret } = await callAs<{ clientSecret: string }>(office.owner, saveMethod, consent(invoice.customerId), where);
  await fetch(`${stack.world.url}/v1/setup_intents/${clientSecret.slice(0, clientSecret.indexOf('_secret_'))}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}` },
    body: new URLSearchParams({ payment_method: 'pm_card_visa' }),
  });
  await takeIn(await allEvents(stack));
  const { methods } = await callAs<{ methods: readonly { id: string }[] }>(office.owner, listMethods, { customerId: invoice.customerId }, where);
  return methods[0]?.id ?? '';
}

/** A scene in which `post` can be made, and how to make it with a key of one's own. */
export async function sceneFor(stack: Scene['stack'], post: StripePost) {
  process.env['STRIPE_MODE'] = post.mode;
  const scene = await aScene(stack);
  const { input, other } = await post.prepare(scene);
  await stack.world.clearRequests();
  const call = (key: string, body: object = input) =>
    callAs<Record<string, unknown>>(scene.office.owner, post.action, body, { orgId: scene.office.orgId, idempotencyKey: key });
  /** The requests of this kind that Stripe carried out, rather than answered from memory. */
  const pattern = new RegExp(`^${post.path.replaceAll('*', '[^/]+')}$`);
  const made = async () => (await stack.world.requests('stripe')).filter(({ method, path }) => method === 'POST' && pattern.test(path));
  return { scene, call, made, other };
}

/** Whether it failed as it should: with one of our own errors, in time. */
export async function failsTyped(work: () => Promise<unknown>, limitMs: number): Promise<boolean> {
  const began = performance.now();
  try {
    await work();
    return false;
  } catch (thrown) {
    return thrown instanceof AppError && thrown.code.startsWith('provider-') && performance.now() - began < limitMs;
  }
}
