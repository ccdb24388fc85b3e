import { type FaultAction } from '../../../local/world/client.ts';
import { frozenClock } from '../../src/platform/clock.ts';
import { silentCheckoutsJob } from '../../src/workflows/payments/refresh-checkout.ts';
import { silentRefundsJob } from '../../src/workflows/payments/money-sweeps.ts';
import { documentsOf, allEvents, takeIn } from '../support/stripe.ts';
import { inMoneyWorld, type Scene } from './money-world.ts';
import { failsTyped, sceneFor, STRIPE_POSTS, type StripePost } from './stripe-posts.ts';

/** More tries than the SDK makes by itself, so that the fault reaches us. */
const ALL_TRIES = 3;
const AT_ONCE = 20;

/** The same request twenty times at once with one key: one request carried out, twenty equal answers. */
export function sameRequestAtOnce(rounds: number): Promise<boolean> {
  return inMoneyWorld(async (stack) => {
    for (let round = 0; round < rounds; round += 1) {
      for (const post of STRIPE_POSTS) {
        const { call, made } = await sceneFor(stack, post);
        const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => call('one-key')));
        const keys = new Set((await made()).map(({ idempotencyKey }) => idempotencyKey));
        if (new Set(answers.map((answer) => JSON.stringify(answer))).size !== 1 || keys.size !== 1) return false;
      }
    }
    return true;
  });
}

/** The same key with another body is refused and makes nothing. */
export function otherBodyIsRefused(): Promise<boolean> {
  return inMoneyWorld(async (stack) => {
    for (const post of STRIPE_POSTS) {
      const { call, made, other } = await sceneFor(stack, post);
      if (other === undefined) continue;
      await call('one-key');
      const before = (await made()).length;
      const refusal = await call('one-key', other).catch((thrown: unknown) => thrown);
      if ((refusal as { code?: string }).code !== 'idempotency-mismatch' || (await made()).length !== before) return false;
    }
    return true;
  });
}

/** The answer to each kind of POST lost, then asked again: nothing is made twice, and every one bears a key of ours. */
export function lostAnswers(): Promise<boolean> {
  return inMoneyWorld(async (stack) => {
    for (const post of STRIPE_POSTS) {
      const { call, made } = await sceneFor(stack, post);
      await stack.world.addFaults({ service: 'stripe', method: 'POST', path: post.path, times: ALL_TRIES, action: { type: 'drop-answer' } });
      if (!(await failsTyped(() => call('lost'), 30_000))) return false;
      await call('lost');
      const requests = await made();
      const carriedOut = requests.filter(({ replayed }) => replayed !== true);
      if (carriedOut.length !== 1 || !requests.every(({ idempotencyKey }) => idempotencyKey?.startsWith('tb1-'))) return false;
    }
    return true;
  });
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
 */
export function everyFaultEnds(withHang: boolean): Promise<boolean> {
  return inMoneyWorld(async (stack) => {
    const faults: readonly FaultAction[] = withHang ? [...FAULTS, { type: 'hang' }] : FAULTS;
    for (const post of STRIPE_POSTS.filter(({ movements }) => movements !== undefined)) {
      for (const action of faults) {
        if (!(await endsWell(stack, post, action))) throw new Error(`${post.name} does not end well after ${JSON.stringify(action)}`);
      }
    }
    return true;
  });
}

async function endsWell(stack: Scene['stack'], post: StripePost, action: FaultAction): Promise<boolean> {
  const { scene, call } = await sceneFor(stack, post);
  await stack.world.addFaults({ service: 'stripe', method: 'POST', path: post.path, times: ALL_TRIES, action });
  if (!(await failsTyped(() => call('fault'), 30_000))) return false;
  await stack.world.clearFaults();
  for (const minutes of [5, 10]) {
    const clock = frozenClock(new Date(Date.now() + minutes * 60_000));
    await silentCheckoutsJob.run(clock);
    await silentRefundsJob.run(clock);
  }
  await takeIn(await allEvents(stack));
  const ended = [...(await documentsOf(scene.office, 'checkouts')), ...(await documentsOf(scene.office, 'refunds'))];
  const before = post.path === '/v1/refunds' ? 1 : 0;
  const movements = (await documentsOf(scene.office, 'payments')).length - before;
  return ended.every(({ status }) => ['open', 'complete', 'succeeded', 'failed', 'expired'].includes(String(status))) && movements === post.movements;
}
