import { join } from 'node:path';
import { database } from '../functions/src/platform/firestore.ts';
import { ROOT } from '../local/bootstrap/root.mjs';
import { startStack, type OwnStack } from '../local/stack/index.ts';
import { call, signUp, timeEach, uidOf } from './callable.ts';
import { quantile, row, type Bench, type Row } from './row.ts';

const ROUNDS = 12;
const CALLS = 60;
const CUSTOMERS = 40;

interface Side {
  readonly stack: OwnStack;
  run(index: number): Promise<unknown>;
}

/** Changing a customer through the callable, against a bare callable that reads and writes the same documents. */
export const actionLatency: Bench = {
  name: 'action-latency',
  floor: 'a bare callable on its own emulator, doing the same Firestore operations on documents of the same size',
  async run() {
    // No outside world, and so no movable clock: both sides ask the machine for the time.
    const [ours, bare] = await Promise.all([
      startStack({ world: false }).then(ourSide),
      startStack({ world: false, functions: { lib: join(ROOT, 'bench/bare') } }).then(bareSide),
    ]);
    try {
      return [...(await compare('idle', 1, ours, bare)), ...(await compare('20 clients', 20, ours, bare))];
    } finally {
      await Promise.all([ours.stack.stop(), bare.stack.stop()]);
    }
  },
};

async function compare(when: string, clients: number, ours: Side, bare: Side): Promise<Row[]> {
  const ratios: Record<'p50' | 'p99', number[]> = { p50: [], p99: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const floor = await timeEach(CALLS, clients, bare.run);
    const times = await timeEach(CALLS, clients, ours.run);
    // The first round fills connections and compiles.
    if (round === 0) continue;
    ratios.p50.push(quantile(times, 0.5) / quantile(floor, 0.5));
    ratios.p99.push(quantile(times, 0.99) / quantile(floor, 0.99));
  }
  return [
    row(`an action through the callable, ${when}, p50, times a bare callable with the same operations`, ratios.p50, 1, 1.25),
    row(`an action through the callable, ${when}, p99, times a bare callable with the same operations`, ratios.p99, 1, 1.5),
  ];
}

const facts = { kind: 'private', name: 'R. van der Meer', email: 'r@example.test', phone: '+31612345678', language: 'nl' };

async function ourSide(stack: OwnStack): Promise<Side> {
  const token = await signUp(stack, 'owner@example.test');
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', { name: 'Molen B.V.', email: 'post@example.test', address });
  const ids: string[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) {
    ids.push((await call<{ id: string }>(stack, token, 'customers/create', { orgId, ...facts, address })).id);
  }
  return {
    stack,
    run: (index) => call(stack, token, 'customers/update', { orgId, customerId: ids[index % CUSTOMERS], phone: `+316${10_000_000 + index}` }),
  };
}

/** The documents that our side made, in kind and size, for the bare callable to work on. */
async function bareSide(stack: OwnStack): Promise<Side> {
  Object.assign(process.env, stack.env);
  const db = database();
  const token = await signUp(stack, 'owner@example.test');
  await db.doc(`orgs/molen/members/${uidOf(token)}`).set({ status: 'active', role: 'owner', permissions: ['*'] });
  const searchWords = Array.from({ length: 24 }, (_, index) => 'vandermeer'.slice(0, 1 + (index % 10)) + index);
  for (let index = 0; index < CUSTOMERS; index += 1) {
    await db.doc(`orgs/molen/customers/c${index}`).set({ ...facts, searchWords, createdAt: new Date(), updatedAt: new Date(), version: 1 });
  }
  const audit = { action: 'customers/update', actor: 'user:somebody', ip: '127.0.0.1', correlationId: 'c0ffee', changes: [{ path: 'orgs/molen/customers/c1', op: 'update', fields: ['phone', 'updatedAt', 'version'] }], phase: 'done' };
  const fields = (index: number) => ({ phone: `+316${10_000_000 + index}`, searchWords, sortName: 'r. van der meer', archived: false, version: index });
  return { stack, run: (index) => call(stack, token, 'change', { orgId: 'molen', customerId: `c${index % CUSTOMERS}`, fields: fields(index), audit }) };
}
