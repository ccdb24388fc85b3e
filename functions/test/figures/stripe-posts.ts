import { type Action } from '../../src/platform/action.ts';
import { AppError } from '../../src/platform/errors.ts';
import { connectAccount } from '../../src/domains/payments/actions/connect-account.ts';
import { refundPayment } from '../../src/workflows/refund-payment.ts';
import { startCheckout } from '../../src/workflows/start-checkout.ts';
import { callAs } from '../support/call.ts';
import { paidInFull } from '../support/stripe.ts';
import { aScene, type Scene } from './money-world.ts';

/** An action that makes Stripe do something, with what must be there before it. */
export interface StripePost {
  readonly name: string;
  /** The request that it makes. */
  readonly path: string;
  readonly mode: 'single' | 'connect';
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
    action: startCheckout,
    prepare: async ({ invoice }) => ({ input: { invoiceId: invoice.id }, other: { invoiceId: 'another' } }),
  },
  {
    name: 'a refund',
    path: '/v1/refunds',
    mode: 'single',
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

/** A scene in which `post` can be made, and how to make it with a key of one's own. */
export async function sceneFor(stack: Scene['stack'], post: StripePost) {
  process.env['STRIPE_MODE'] = post.mode;
  const scene = await aScene(stack);
  const { input, other } = await post.prepare(scene);
  await stack.world.clearRequests();
  const call = (key: string, body: object = input) =>
    callAs<Record<string, unknown>>(scene.office.owner, post.action, body, { orgId: scene.office.orgId, idempotencyKey: key });
  /** The requests of this kind that Stripe carried out, rather than answered from memory. */
  const made = async () => (await stack.world.requests('stripe')).filter(({ method, path }) => method === 'POST' && path === post.path);
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
