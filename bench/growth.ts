import { randomBytes } from 'node:crypto';
import { actions } from '../functions/src/actions.generated.ts';
import { closeDatabase, database } from '../functions/src/platform/firestore.ts';
import { searchWords } from '../functions/src/platform/search-words.ts';
import { callAs } from '../functions/test/support/call.ts';
import { startStack } from '../local/stack/index.ts';
import { billOf, install } from './billed/meter.ts';
import { row, type Bench, type Row } from './row.ts';
import { openShop, placing, type Act } from './shop.ts';

/** Orders of the three organisations; each has a tenth as many customers and quotes. */
const SIZES = [1_000, 10_000, 100_000] as const;
const ORDERS_PER_CUSTOMER = 10;
const ROUNDS = 5;
/** The most that one commit takes. */
const BATCH = 500;
const AT_ONCE = 4;
/** How many documents of each organisation bear the rare word, whatever its size. */
const RARE = 9;
const PAGE = 25;
const OWNER = 'the-owner';

type Fields = Record<string, unknown>;
type DocumentReference = ReturnType<ReturnType<typeof database>['doc']>;
type Query = ReturnType<ReturnType<DocumentReference['collection']>['where']>;

/** A list that must not slow down: an action, and the one bare query that could answer it. */
interface List {
  readonly name: string;
  readonly action: string;
  readonly input: object;
  bare(org: DocumentReference): Query;
}

const customers = (org: DocumentReference): Query => org.collection('customers').where('archived', '==', false).orderBy('sortName');
const quotes = (org: DocumentReference): Query => org.collection('quotes').where('archived', '==', false).orderBy('createdAt', 'desc');
const orders = (org: DocumentReference): Query => org.collection('orders').orderBy('placedAt', 'desc');

const LISTS: readonly List[] = [
  { name: 'order list', action: 'orders/search', input: {}, bare: orders },
  { name: 'order search', action: 'orders/search', input: { text: 'Zeldzaam' }, bare: (org) => orders(org).where('searchKeys', 'array-contains', 'zeldzaam') },
  { name: 'customer list', action: 'customers/search', input: {}, bare: customers },
  { name: 'customer search', action: 'customers/search', input: { text: 'zeldzaam' }, bare: (org) => customers(org).where('searchWords', 'array-contains', 'zeldzaam') },
  { name: 'quote list', action: 'quotes/search', input: {}, bare: quotes },
  { name: 'quote search', action: 'quotes/search', input: { text: 'zeldzaam' }, bare: (org) => quotes(org).where('searchWords', 'array-contains', 'zeldzaam') },
];

/** The same page of the same list in organisations of three sizes. */
export const growth: Bench = {
  name: 'growth',
  floor:
    'the same question to an organisation with 1,000 orders, asked in the same round; for "over the bare query", one bare query that answers the question in an organisation of the same size. ' +
    'The embedded emulator walks through a whole collection for every query, which Firestore does not: there the time of an indexed query follows from its result. So the plain latencies tell of the emulator, and those over the bare query of us',
  async run() {
    const stack = await startStack({ functions: false, world: false });
    Object.assign(process.env, stack.env, { FUNCTIONS_EMULATOR: 'true' });
    await closeDatabase();
    install();
    try {
      const orgs: string[] = [];
      for (const size of SIZES) orgs.push(await grown(size));
      const rows: Row[] = [];
      for (const list of LISTS) rows.push(...(await compare(list, orgs)));
      return rows;
    } finally {
      await closeDatabase();
      await stack.stop();
    }
  },
};

interface Seen {
  readonly ours: number;
  readonly bare: number;
  readonly reads: number;
}

async function compare(list: List, orgs: readonly string[]): Promise<Row[]> {
  const seen = orgs.map((): Seen[] => []);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, orgId] of orgs.entries()) {
      const one = await ask(list, orgId);
      if (round >= 0) seen[index]?.push(one);
    }
  }
  const small = seen[0] ?? [];
  return SIZES.slice(1).flatMap((size, index) => {
    const large = seen[index + 1] ?? [];
    const label = `${list.name}, ${size.toLocaleString('en')} orders`;
    const against = (figure: (one: Seen) => number): number[] => large.map((one, round) => figure(one) / figure(small[round] ?? one));
    const reads = small[0]?.reads ?? NaN;
    return [
      row(`${label}: billed reads`, large.map((one) => one.reads), reads, reads),
      row(`${label}: latency, times the one with 1,000`, against(({ ours }) => ours), 1, 1.3),
      row(`${label}: latency over the bare query, times the one with 1,000`, against(({ ours, bare }) => ours / bare), 1, 1.3),
    ];
  });
}

async function ask({ action, input, bare }: List, orgId: string): Promise<Seen> {
  const began = performance.now();
  await bare(database().doc(`orgs/${orgId}`)).limit(PAGE + 1).get();
  const between = performance.now();
  const { bill } = await billOf(() => callAs(OWNER, actions[action as keyof typeof actions], input, { orgId }));
  return { bare: between - began, ours: performance.now() - between, reads: bill.reads };
}

/** An organisation with so many orders, and customers and quotes in proportion, each copied from one that the real actions made. */
async function grown(size: number): Promise<string> {
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const founding = { name: `Molen van ${size}`, email: 'post@example.test', address };
  const { id: orgId } = await callAs<{ id: string }>(OWNER, actions['accounts/create-organisation'], founding);
  const act: Act = (name, input) => callAs(OWNER, actions[name as keyof typeof actions], input, { orgId });
  const customer = await act<{ id: string }>('customers/create', { kind: 'private', name: 'R. van der Meer', email: 'r@example.test', address });
  const lines = [{ description: 'Drukwerk', quantity: '3', unitPrice: 12_345, vat: 'standard' }];
  const quote = await act<{ id: string }>('quotes/create', { customerId: customer.id, lines });
  const shop = await openShop(act, 2);
  const cart = await placing(act, shop, 0);
  const order = await callAs<{ orderId: string }>(OWNER, actions['orders/place'], cart, { orgId, idempotencyKey: `first order of ${size}` });
  await copies(`orgs/${orgId}/customers`, customer.id, size / ORDERS_PER_CUSTOMER, asCustomer);
  await copies(`orgs/${orgId}/quotes`, quote.id, size / ORDERS_PER_CUSTOMER, asQuote);
  await copies(`orgs/${orgId}/orders`, order.orderId, size, asOrder);
  return orgId;
}

const NAMES = ['De Vries', 'Jansen', 'Bakker', 'Visser', 'Smit', 'Meijer', 'Mulder', 'Bos', 'Vos', 'Peters', 'Hendriks', 'Dekker'];

/** A few bear the rare word, spread over all that there are. */
function nameOf(index: number, size: number): string {
  const every = Math.floor(size / RARE);
  const family = index % every === 0 && index / every < RARE ? 'Zeldzaam-de Vries' : NAMES[index % NAMES.length];
  return `${family} ${index.toString(36)}`;
}

function asCustomer(index: number, size: number): Fields {
  const name = nameOf(index, size);
  return { name, sortName: name.toLowerCase(), number: index + 1, searchWords: searchWords([name, 'Amsterdam']) };
}

function asQuote(index: number, size: number): Fields {
  const subject = nameOf(index, size);
  return { subject, number: null, createdAt: new Date(Date.now() - index * 60_000), searchWords: searchWords([subject]) };
}

function asOrder(index: number, size: number): Fields {
  const name = nameOf(index, size);
  const searchKeys = [...new Set(name.toLowerCase().split(/[ -]/).flatMap((word) => [...word].slice(0, 8).map((_, at) => word.slice(0, at + 1))))];
  const customer = { name, email: null, phone: null, language: 'nl' };
  return { number: String(index + 2), placedAt: new Date(Date.now() - index * 60_000), searchKeys, customer };
}

async function copies(collection: string, id: string, size: number, changed: (index: number, size: number) => Fields): Promise<void> {
  const db = database();
  const template = (await db.doc(`${collection}/${id}`).get()).data() ?? {};
  const batchFrom = async (from: number): Promise<void> => {
    const batch = db.batch();
    for (let index = from; index < Math.min(size, from + BATCH); index += 1) {
      batch.set(db.doc(`${collection}/${randomBytes(10).toString('hex')}`), { ...template, ...changed(index, size) });
    }
    await batch.commit();
  };
  for (let from = 1; from < size; from += BATCH * AT_ONCE) {
    const starts = Array.from({ length: AT_ONCE }, (_, index) => from + index * BATCH);
    await Promise.all(starts.filter((start) => start < size).map(batchFrom));
  }
}
