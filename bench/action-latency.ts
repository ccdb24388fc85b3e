import { join } from 'node:path';
import { closeDatabase, database } from '../functions/src/platform/firestore.ts';
import { ROOT } from '../local/bootstrap/root.mjs';
import { startStack, type OwnStack } from '../local/stack/index.ts';
import { call, signUp, timeEach, uidOf } from './callable.ts';
import { quantile, row, type Bench, type Row } from './row.ts';
import { scaled } from './scale.ts';

const ROUNDS = scaled(16, 2);
const CALLS = { 1: 60, 20: 200 } as const;
const CUSTOMERS = 40;
/** Each client is a person: one alone would soon be told to slow down. */
const PERSONS = 20;

interface Side {
  readonly stack: OwnStack;
  run(index: number): Promise<unknown>;
}

/** Changing a customer through the callable, against a bare callable that reads and writes the same documents. */
export const actionLatency: Bench = {
  name: 'action-latency',
  floor:
    'a bare callable on its own emulator, with the same database trigger beside it: the same Firestore operations on copies of the same documents, and a reply of the same size; no input check, no log line',
  async run() {
    // No outside world, and so no movable clock: both sides ask the machine for the time.
    const [own, other] = await Promise.all([startStack({ world: false }), startStack({ world: false, functions: { lib: join(ROOT, 'bench/bare') } })]);
    try {
      const ours = await ourSide(own);
      const bare = await bareSide(other, await ours.documents());
      return [...(await compare('idle', 1, ours, bare)), ...(await compare('20 clients', 20, ours, bare))];
    } finally {
      await closeDatabase();
      await Promise.all([own.stop(), other.stop()]);
    }
  },
};

async function compare(when: string, clients: 1 | 20, ours: Side, bare: Side): Promise<Row[]> {
  const ratios: Record<'p50' | 'p99', number[]> = { p50: [], p99: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    // In turns, and each first as often as second: what else the machine does then hits both.
    const first = round % 2 === 0 ? ours : bare;
    const early = await timeEach(CALLS[clients], clients, first.run);
    const late = await timeEach(CALLS[clients], clients, (first === ours ? bare : ours).run);
    const [times, floor] = first === ours ? [early, late] : [late, early];
    // The first round fills connections and compiles.
    if (round < 0) continue;
    ratios.p50.push(quantile(times, 0.5) / quantile(floor, 0.5));
    ratios.p99.push(quantile(times, 0.99) / quantile(floor, 0.99));
  }
  return [
    row(`an action through the callable, ${when}, p50, times a bare callable with the same operations`, ratios.p50, 1, 1.25),
    row(`an action through the callable, ${when}, p99, times a bare callable with the same operations`, ratios.p99, 1, 1.5),
  ];
}

type Fields = Record<string, unknown>;
type Reference = ReturnType<ReturnType<typeof database>['doc']>;

/** What our action reads and writes, as it stands in the database. */
interface Documents {
  readonly member: Fields;
  readonly customers: readonly Fields[];
  readonly audit: Fields;
}

async function ourSide(stack: OwnStack): Promise<Side & { documents(): Promise<Documents> }> {
  const token = await signUp(stack, 'owner@example.test');
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', { name: 'Molen B.V.', email: 'post@example.test', address });
  const facts = { kind: 'private', name: 'R. van der Meer', email: 'r@example.test', phone: '+31612345678', language: 'nl', address };
  const ids: string[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) ids.push((await call<{ id: string }>(stack, token, 'customers/create', { orgId, ...facts })).id);
  const tokens = [token];
  const run = (index: number) => call(stack, tokens[index % tokens.length], 'customers/update', { orgId, customerId: ids[index % CUSTOMERS], phone: phoneOf(index) });
  return {
    stack,
    run,
    async documents() {
      await run(0);
      const org = (await connect(stack)).doc(`orgs/${orgId}`);
      tokens.push(...(await colleagues(stack, org, uidOf(token))));
      const [member, customers, audit] = await Promise.all([
        org.collection('members').doc(uidOf(token)).get(),
        org.collection('customers').get(),
        org.collection('audit').where('action', '==', 'customers/update').limit(1).get(),
      ]);
      return { member: member.data() ?? {}, customers: customers.docs.map((doc) => doc.data()), audit: audit.docs[0]?.data() ?? {} };
    },
  };
}

/** The documents that our side made, for the bare callable to work on; it writes the fields that our action wrote. */
async function bareSide(stack: OwnStack, { member, customers, audit }: Documents): Promise<Side> {
  const db = await connect(stack);
  const token = await signUp(stack, 'owner@example.test');
  await db.doc(`orgs/molen/members/${uidOf(token)}`).set(member);
  const tokens = [token, ...(await colleagues(stack, db.doc('orgs/molen'), uidOf(token)))];
  await Promise.all(customers.map((customer, index) => db.doc(`orgs/molen/customers/c${index}`).set(customer)));
  const [change] = audit['changes'] as readonly { fields: readonly string[] }[];
  const fields = Object.fromEntries((change?.fields ?? []).map((field) => [field, customers[0]?.[field]]));
  await db.doc('bare/template').set({ fields, audit });
  return { stack, run: (index) => call(stack, tokens[index % tokens.length], 'change', { orgId: 'molen', customerId: `c${index % CUSTOMERS}`, phone: phoneOf(index) }) };
}

/** Persons who may do what the first one may. @returns their tokens */
async function colleagues(stack: OwnStack, org: Reference, first: string): Promise<string[]> {
  const members = org.collection('members');
  const member = (await members.doc(first).get()).data() ?? {};
  const tokens = await Promise.all(Array.from({ length: PERSONS - 1 }, (_, index) => signUp(stack, `colleague-${index}@example.test`)));
  await Promise.all(tokens.map((token) => members.doc(uidOf(token)).set({ ...member, id: uidOf(token), uid: uidOf(token) })));
  return tokens;
}

const phoneOf = (index: number): string => `+316${10_000_000 + index}`;

async function connect(stack: OwnStack): Promise<ReturnType<typeof database>> {
  await closeDatabase();
  Object.assign(process.env, stack.env);
  return database();
}
