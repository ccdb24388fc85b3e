import { billOf, install, type Trace } from '../../../bench/billed/meter.ts';
import { signUp } from '../../../bench/callable.ts';
import { startStack } from '../../../local/stack/index.ts';
import { closeDatabase } from '../../src/platform/firestore.ts';
import { customerInput } from '../builders/customer.ts';
import { organisationInput } from '../builders/organisation.ts';
import { RestCaller } from '../support/rest.ts';
import { serveHere } from '../support/serve-here.ts';

const DOCUMENTS = 100;

/** What one page of a hundred documents is billed for, over HTTP, in this process, below the client library. */
export interface ListBill {
  readonly returned: number;
  /** Documents that the query of the list read. */
  readonly ofTheList: number;
  /** What else was read, by collection: who asks is looked up at every call, so that taking a right away works at once. */
  readonly besides: readonly string[];
  readonly writes: number;
}

/** A list of a hundred out of more, asked for by a person and by a program that was seen a moment ago. */
export async function billOfAList(): Promise<Readonly<Record<'person' | 'key', ListBill>>> {
  const stack = await startStack({ functions: false });
  Object.assign(process.env, stack.env);
  const at = await serveHere();
  try {
    const bearer = await signUp(stack, 'owner@example.test');
    const { id: orgId } = (await new RestCaller(at, { bearer }).post('/organisations', organisationInput())).body;
    const person = new RestCaller(at, { bearer, orgId: String(orgId) });
    for (let index = 0; index < DOCUMENTS + 7; index += 1) await person.post('/customers', customerInput({ name: `Bakkerij ${index}` }));
    const { secret } = (await person.post('/keys', { name: 'Webshop', permissions: ['customers.read'] })).body;
    const program = new RestCaller(at, { bearer: String(secret) });
    // The first use of a key in five minutes is noted.
    await program.get('/customers?limit=1');
    install();
    return { person: await billFor(person), key: await billFor(program) };
  } finally {
    at.stop();
    await closeDatabase();
    await stack.stop();
  }
}

async function billFor(caller: RestCaller): Promise<ListBill> {
  const { result, bill, trace } = await billOf(() => caller.get(`/customers?sort=name&limit=${DOCUMENTS}`));
  const besides = collectionsOf(trace);
  return { returned: (result.body['data'] as object[]).length, ofTheList: bill.reads - besides.length, besides, writes: bill.writes };
}

/** Documents that were read one by one, not by the one query of a list; a second query counts as one of them. */
function collectionsOf({ read }: Trace): string[] {
  const queries = read.filter((name) => name.startsWith('query '));
  const others = read.filter((name) => !name.startsWith('query '));
  return [...others.map((name) => name.split('/').at(-2) ?? name), ...queries.slice(1)];
}
