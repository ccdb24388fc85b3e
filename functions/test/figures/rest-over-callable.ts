import { call, signUp } from '../../../bench/callable.ts';
import { quantile } from '../../../bench/row.ts';
import { startStack, type OwnStack } from '../../../local/stack/index.ts';
import { customerInput } from '../builders/customer.ts';
import { organisationInput } from '../builders/organisation.ts';
import { RestCaller } from '../support/rest.ts';

/** Several, so that none of them asks more per second than one person may. */
const PEOPLE = 6;
const CUSTOMERS = 30;
const PAIRS = 40;

interface Person {
  readonly token: string;
  readonly orgId: string;
  readonly rest: RestCaller;
  readonly customerIds: readonly string[];
}

/** The same thing over both surfaces, by one person; `turn` makes each call another one. */
interface Compared {
  readonly name: string;
  callable(stack: OwnStack, person: Person, turn: number): Promise<unknown>;
  rest(person: Person, turn: number): Promise<unknown>;
}

const idOf = ({ customerIds }: Person, turn: number): string => customerIds[turn % customerIds.length] ?? '';

const COMPARED: readonly Compared[] = [
  {
    name: 'read a customer',
    callable: (stack, person, turn) => call(stack, person.token, 'customers/get', { orgId: person.orgId, customerId: idOf(person, turn) }),
    rest: async ({ rest, ...person }, turn) => succeeded(await rest.get(`/customers/${idOf({ rest, ...person }, turn)}`)),
  },
  {
    name: 'list 25 customers',
    callable: (stack, { token, orgId }) => call(stack, token, 'customers/list', { orgId, sort: 'name', limit: 25 }),
    rest: async ({ rest }) => succeeded(await rest.get('/customers?sort=name&limit=25')),
  },
  {
    name: 'change a customer',
    callable: (stack, person, turn) => call(stack, person.token, 'customers/update', { orgId: person.orgId, customerId: idOf(person, turn), phone: phone(turn) }),
    rest: async (person, turn) => succeeded(await person.rest.patch(`/customers/${idOf(person, turn)}`, { phone: phone(turn) })),
  },
];

const phone = (turn: number): string => `+316${10_000_000 + turn}`;

function succeeded({ status, text }: { readonly status: number; readonly text: string }): void {
  if (status !== 200) throw new Error(`${status}: ${text}`);
}

async function aPerson(stack: OwnStack, place: number): Promise<Person> {
  const token = await signUp(stack, `owner${place}@example.test`);
  const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', organisationInput());
  const customerIds: string[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const customer = customerInput({ name: `Bakkerij ${index}` });
    customerIds.push((await call<{ id: string }>(stack, token, 'customers/create', { orgId, ...customer })).id);
  }
  return { token, orgId, customerIds, rest: new RestCaller(stack, { bearer: token, orgId }) };
}

/** What REST takes over what the callable takes, at the median of each; calls alternate, so that both see the same machine. */
export interface OverCallable {
  readonly name: string;
  readonly ratio: number;
  readonly restMs: number;
  readonly callableMs: number;
}

/** Each comparison through the deployed functions over HTTP, `rounds` times forty pairs; the first round warms up and does not count. */
export async function restOverCallable(rounds: number): Promise<OverCallable[]> {
  // Without the outside world there is no movable clock, so no call waits for asking the time.
  const stack = await startStack({ world: false });
  try {
    const people: Person[] = [];
    for (let place = 0; place < PEOPLE; place += 1) people.push(await aPerson(stack, place));
    const results: OverCallable[] = [];
    for (const compared of COMPARED) results.push(await compare(stack, people, compared, rounds));
    return results;
  } finally {
    await stack.stop();
  }
}

async function compare(stack: OwnStack, people: readonly Person[], compared: Compared, rounds: number): Promise<OverCallable> {
  const times = { rest: [] as number[], callable: [] as number[] };
  for (let turn = 0; turn < (rounds + 1) * PAIRS; turn += 1) {
    const person = people[turn % people.length];
    if (person === undefined) throw new Error('nobody to ask');
    const ways = [['rest', () => compared.rest(person, turn)], ['callable', () => compared.callable(stack, person, turn)]] as const;
    // Whoever comes second finds the machine warmer, so they take turns at it.
    for (const [way, work] of turn % 2 === 0 ? ways : ways.toReversed()) {
      const began = performance.now();
      await work();
      if (turn >= PAIRS) times[way].push(performance.now() - began);
    }
  }
  const [restMs, callableMs] = [quantile(times.rest, 0.5), quantile(times.callable, 0.5)];
  return { name: compared.name, ratio: rounded(restMs / callableMs), restMs: rounded(restMs), callableMs: rounded(callableMs) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
