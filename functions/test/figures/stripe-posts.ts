import { type Action } from '../../src/platform/action.ts';
import { AppError } from '../../src/platform/errors.ts';
import { connectAccount } from '../../src/domains/payments/actions/connect-account.ts';
import { detachMethod } from '../../src/domains/payments/actions/detach-method.ts';
import { listMethods } from '../../src/domains/payments/actions/list-methods.ts';
import { saveMethod } from '../../src/domains/payments/actions/save-method.ts';
import { answerDispute } from '../../src/workflows/payments/answer-dispute.ts';
import { chargeMethod } from '../../src/workflows/payments/charge-method.ts';
import { refundPayment } from '../../src/workflows/payments/refund-payment.ts';
import { startCheckout } from '../../src/workflows/payments/start-checkout.ts';
import { type LoggedRequest } from '../../../local/world/client.ts';
import { callAs } from '../support/call.ts';
import { eventsOf, paidInFull, takeIn } from '../support/stripe.ts';
import { anotherScene, freshWorld, type Scene } from './money-world.ts';

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
  prepare(scene: Scene): Promise<Prepared>;
}

interface Prepared {
  readonly input: object;
  readonly other: object | undefined;
  /** A text by which its requests are told from those of other offices; the id of the organisation unless told. */
  readonly mark?: string;
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
      const { customerId } = scene.invoice;
      return { input: { customerId, method }, other: { customerId, method: 'another' }, mark: method };
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
    name: 'evidence against a dispute',
    path: '/v1/disputes/*',
    mode: 'single',
    action: answerDispute,
    async prepare({ stack, office, invoice }) {
      const { providerIds } = await paidInFull(stack, office, invoice.id, 'card');
      const { id } = await stack.world.disputeCharge((providerIds as { charge: string }).charge);
      await takeIn((await stack.world.stripeEvents('charge.dispute.created')).filter((event) => JSON.stringify(event).includes(id)));
      const evidence = { disputeId: `stripe_${id}`, explanation: 'De klus is opgeleverd en goedgekeurd.' };
      return { input: evidence, other: { ...evidence, explanation: 'Iets anders.' }, mark: id };
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
    // The account that the link is for is made on the way.
    prepare: async () => ({ input: {}, other: undefined, mark: 'acct_' }),
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
  await takeIn(await eventsOf(stack, office));
  const { methods } = await callAs<{ methods: readonly { id: string }[] }>(office.owner, listMethods, { customerId: invoice.customerId }, where);
  return methods[0]?.id ?? '';
}

/** A post that can be made now, in an office of its own. */
export interface ReadyPost {
  readonly post: StripePost;
  readonly scene: Scene;
  readonly other: object | undefined;
  readonly mark: string;
  call(key: string, body?: object): Promise<Record<string, unknown>>;
  /** The requests of this kind that this office has made. */
  made(): Promise<LoggedRequest[]>;
}

/** Makes everything ready for `post`, beside whatever else goes on in this world. */
export async function readyFor(stack: Scene['stack'], post: StripePost): Promise<ReadyPost> {
  const scene = await anotherScene(stack);
  const { orgId, owner } = scene.office;
  const { input, other, mark = orgId } = await post.prepare(scene);
  const pattern = new RegExp(`^${post.path.replaceAll('*', '[^/]+')}$`);
  const isOurs = ({ method, path, params }: LoggedRequest) => method === 'POST' && pattern.test(path) && JSON.stringify([path, params]).includes(mark);
  return {
    post,
    scene,
    other,
    mark,
    call: (key, body = input) => callAs(owner, post.action, body, { orgId, idempotencyKey: key }),
    made: async () => (await stack.world.requests('stripe')).filter(isOurs),
  };
}

/** Does the same with every kind of POST, all at once where a request tells whose it is. @returns whether each went well */
export async function withEveryPost(stack: Scene['stack'], work: (ready: ReadyPost) => Promise<boolean>): Promise<boolean> {
  const alone = STRIPE_POSTS.filter(({ mode }) => mode === 'connect').map((post) => [post]);
  for (const posts of [STRIPE_POSTS.filter(({ mode }) => mode === 'single'), ...alone]) {
    await freshWorld(stack);
    process.env['STRIPE_MODE'] = posts[0]?.mode;
    const outcomes = await Promise.all(posts.map(async (post) => work(await readyFor(stack, post))));
    if (outcomes.includes(false)) return false;
  }
  return true;
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
