import { type FaultAction, type FaultRule } from '../../../local/world/client.ts';
import { frozenClock } from '../../src/platform/clock.ts';
import { silentCheckoutsJob } from '../../src/workflows/payments/refresh-checkout.ts';
import { silentRefundsJob } from '../../src/workflows/payments/money-sweeps.ts';
import { documentsOf, allEvents, takeIn } from '../support/stripe.ts';
import { freshWorld, inMoneyWorld, type Scene } from './money-world.ts';
import { failsTyped, readyFor, STRIPE_POSTS, withEveryPost, type ReadyPost, type StripePost } from './stripe-posts.ts';

/** More tries than the SDK makes by itself, so that the fault reaches us. */
const ALL_TRIES = 3;
const AT_ONCE = 20;

/** The same request twenty times at once with one key: one request carried out, twenty equal answers. */
export function sameRequestAtOnce(rounds: number): Promise<boolean> {
  return inMoneyWorld(async (stack) => {
    for (let round = 0; round < rounds; round += 1) {
      const isOne = await withEveryPost(stack, async ({ call, made }) => {
        const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => call('one-key')));
        const keys = new Set((await made()).map(({ idempotencyKey }) => idempotencyKey));
        return new Set(answers.map((answer) => JSON.stringify(answer))).size === 1 && keys.size === 1;
      });
      if (!isOne) return false;
    }
    return true;
  });
}

/** The same key with another body is refused and makes nothing. */
export function otherBodyIsRefused(): Promise<boolean> {
  return inMoneyWorld((stack) =>
    withEveryPost(stack, async ({ call, made, other }) => {
      if (other === undefined) return true;
      await call('one-key');
      const before = (await made()).length;
      const refusal = await call('one-key', other).catch((thrown: unknown) => thrown);
      return (refusal as { code?: string }).code === 'idempotency-mismatch' && (await made()).length === before;
    }),
  );
}

/** The answer to each kind of POST lost, then asked again: nothing is made twice, and every one bears a key of ours. */
export function lostAnswers(): Promise<boolean> {
  return inMoneyWorld((stack) =>
    withEveryPost(stack, async (ready) => {
      await stack.world.addFaults(faultFor(ready, { type: 'drop-answer' }));
      if (!(await failsTyped(() => ready.call('lost'), 30_000))) return false;
      await ready.call('lost');
      const requests = await ready.made();
      const carriedOut = requests.filter(({ replayed }) => replayed !== true);
      return carriedOut.length === 1 && requests.every(({ idempotencyKey }) => idempotencyKey?.startsWith('tb1-'));
    }),
  );
}

function faultFor({ post, mark }: ReadyPost, action: FaultAction): FaultRule {
  return { service: 'stripe', method: 'POST', path: post.path, containing: mark, times: ALL_TRIES, action };
}

const FAULTS: readonly FaultAction[] = [
  { type: 'status', status: 500 },
  { type: 'status', status: 500, performed: true },
  { type: 'status', status: 429 },
  { type: 'status', status: 503, sticky: false },
  { type: 'reset' },
  { type: 'half-body' },
  { type: 'drop-answer' },
];

/**
 * Each way in which Stripe can fail, at whatever moves money or leads to it: one of our own errors within 30 seconds, and after
 * two runs of the sweep one state that is final or usable, with nothing done twice.
 * @param which all of them with every kind of request, or each with one kind, by this number
 */
export function everyFaultEnds(which: 'all' | number): Promise<boolean> {
  const posts = STRIPE_POSTS.filter(({ movements }) => movements !== undefined);
  const isMet = (post: number, fault: number) => which === 'all' || (post + fault + which) % posts.length === 0;
  const met = posts.flatMap((post, index) => FAULTS.filter((_, fault) => isMet(index, fault)).map((fault) => ({ post, fault })));
  return inMoneyWorld(async (stack) => {
    process.env['STRIPE_MODE'] = 'single';
    await allEndWell(stack, met);
    // By itself, since it takes nearly all of the time that there is.
    if (which === 'all') await allEndWell(stack, posts.map((post) => ({ post, fault: { type: 'hang' } })));
    return true;
  });
}

interface Met {
  readonly post: StripePost;
  readonly fault: FaultAction;
}

interface Trouble extends ReadyPost {
  readonly fault: FaultAction;
}

/** Each in an office of its own, all at once. @throws Error naming those that did not end well */
async function allEndWell(stack: Scene['stack'], met: readonly Met[]): Promise<void> {
  await freshWorld(stack);
  const troubles = await Promise.all(met.map(async ({ post, fault }): Promise<Trouble> => ({ ...(await readyFor(stack, post)), fault })));
  await stack.world.addFaults(...troubles.map((trouble) => faultFor(trouble, trouble.fault)));
  const failed = await Promise.all(troubles.map(({ call }) => failsTyped(() => call('fault'), 30_000)));
  await stack.world.clearFaults();
  for (const minutes of [5, 10]) {
    const clock = frozenClock(new Date(Date.now() + minutes * 60_000));
    await silentCheckoutsJob.run(clock);
    await silentRefundsJob.run(clock);
  }
  await takeIn(await allEvents(stack));
  const ended = await Promise.all(troubles.map(hasEnded));
  const bad = troubles.filter((_, index) => failed[index] !== true || ended[index] !== true);
  if (bad.length > 0) throw new Error(`does not end well: ${bad.map(({ post, fault }) => `${post.name} after ${JSON.stringify(fault)}`).join(', ')}`);
}

async function hasEnded({ post, scene: { office } }: Trouble): Promise<boolean> {
  const ended = [...(await documentsOf(office, 'checkouts')), ...(await documentsOf(office, 'refunds'))];
  const before = post.path === '/v1/refunds' ? 1 : 0;
  const movements = (await documentsOf(office, 'payments')).length - before;
  return ended.every(({ status }) => ['open', 'complete', 'succeeded', 'failed', 'expired'].includes(String(status))) && movements === post.movements;
}
