import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import { LOCAL_SECRETS } from '../local/stack/config.ts';
import { startStack, type OwnStack } from '../local/stack/index.ts';
import { timeEach } from './callable.ts';
import { row, type Bench } from './row.ts';

const EVENTS = 1_000;
const ROUNDS = 3;

/** 1,000 signed deliveries, a third of them repeated, until all are processed; against storing and acknowledging alone. */
export const webhookBurst: Bench = {
  name: 'webhook-burst',
  floor: 'a bare function that stores each delivery under its id and acknowledges it, processing nothing',
  async run() {
    const [ours, bare] = await Promise.all([startStack(), startStack({ functions: { lib: join(ROOT, 'bench/bare') }, world: false })]);
    try {
      const rates: number[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const floor = await burst(bare, 'ack', round);
        const took = await burst(ours, 'webhooks/stripe', round);
        if (round > 0) rates.push(took / floor);
      }
      // A rate of at least half the floor's is a time of at most twice the floor's.
      return [row('1,000 webhook deliveries to settled state, times storing and acknowledging them', rates, 1, 2)];
    } finally {
      await Promise.all([ours.stop(), bare.stop()]);
    }
  },
};

/** @returns milliseconds from the first delivery until nothing is under way any more */
async function burst(stack: OwnStack, path: string, round: number): Promise<number> {
  const began = performance.now();
  await timeEach(EVENTS, 50, async (index) => {
    // Every third delivery repeats the one before it.
    const body = JSON.stringify(event(`evt_${round}_${index % 3 === 2 ? index - 1 : index}`));
    const seconds = Math.floor(Date.now() / 1000);
    const v1 = createHmac('sha256', LOCAL_SECRETS.stripeWebhook).update(`${seconds}.${body}`).digest('hex');
    const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${seconds},v1=${v1}` };
    const response = await fetch(`${stack.functionsUrl}/${path}`, { method: 'POST', headers, body });
    if (response.status !== 200) throw new Error(`delivery answered ${response.status}`);
  });
  await stack.awaitIdle(120);
  return performance.now() - began;
}

/** An event of a kind that concerns nobody here: verified, stored, queued, looked at, put away. */
function event(id: string): object {
  const created = Math.floor(Date.now() / 1000);
  return { id, object: 'event', api_version: '2026-10-28', created, livemode: false, type: 'product.updated', pending_webhooks: 1, request: null, data: { object: { id: 'prod_9', object: 'product' } } };
}
