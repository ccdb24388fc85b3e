import { randomBytes } from 'node:crypto';
import { actions } from '../functions/src/actions.generated.ts';
import { closeDatabase, database } from '../functions/src/platform/firestore.ts';
import { searchWords } from '../functions/src/platform/search-words.ts';
import { callAs } from '../functions/test/support/call.ts';
import { startStack } from '../local/stack/index.ts';
import { billOf, install } from './billed/meter.ts';
import { quantile, row, type Bench, type Row } from './row.ts';
import { openShop, placing, type Act } from './shop.ts';

const SIZES = [1_000, 10_000, 100_000] as const;
/** The most that one commit takes. */
const BATCH = 500;
const AT_ONCE = 4;
const ROUNDS = 25;
const WARM_UP = 5;
/** How many documents of each organisation bear the rare word, whatever its size. */
const RARE = 9;
const OWNER = 'the-owner';

type Fields = Record<string, unknown>;

/** A list that must not slow down: an action, and the documents it looks through. */
interface List {
  readonly name: string;
  readonly action: string;
  readonly input: object;
  readonly collection: string;
}

const LISTS: readonly List[] = [
  { name: 'customer list', action: 'customers/search', input: {}, collection: 'customers' },
  { name: 'customer search', action: 'customers/search', input: { text: 'zeldzaam' }, collection: 'customers' },
  { name: 'customer search by two words', action: 'customers/search', input: { text: 'zeldzaam vries' }, collection: 'customers' },
  { name: 'quote list', action: 'quotes/search', input: {}, collection: 'quotes' },
  { name: 'quote search', action: 'quotes/search', input: { text: 'zeldzaam' }, collection: 'quotes' },
  { name: 'order list', action: 'orders/search', input: {}, collection: 'orders' },
  { name: 'order search', action: 'orders/search', input: { text: 'Zeldzaam' }, collection: 'orders' },
];

/** The same page of the same list in organisations of three sizes. */
export const growth: Bench = {
  name: 'growth',
  floor: 'the same question to an organisation with 1,000 such documents, asked in the same round',
  async run() {
    const stack = await startStack({ functions: false, world: false });
    Object.assign(process.env, stack.env, { FUNCTIONS_EMULATOR: 'true' });
    await closeDatabase();
    install();
    try {
      const orgs: string[] = [];
      for (const size of SIZES) orgs.push(await grown(size));
      const rows: Row[] = [];
      for (const list of LISTS.filter(({ action }) => action in actions)) rows.push(...(await compare(list, orgs)));
      return rows;
    } finally {
      await closeDatabase();
      await stack.stop();
    }
  },
};

async function compare({ name, action, input }: List, orgs: readonly string[]): Promise<Row[]> {
  const times = orgs.map((): number[] => []);
  const reads = orgs.map(() => 0);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [index, orgId] of orgs.entries()) {
      const began = performance.now();
      const { bill } = await billOf(() => callAs(OWNER, actions[action as keyof typeof actions], input, { orgId }));
      if (round < 0) continue;
      times[index]?.push(performance.now() - began);
      reads[index] = bill.reads;
    }
  }
  const small = times[0] ?? [];
  return SIZES.slice(1).flatMap((size, index) => {
    const ratios = (times[index + 1] ?? []).map((time, round) => time / (small[round] ?? NaN));
    const label = `${name}, ${size.toLocaleString('en')} documents`;
    return [
      { ...row(`${label}: billed reads`, [reads[index + 1] ?? NaN], reads[0] ?? NaN, reads[0] ?? NaN) },
      row(`${label}: p50, times the one with 1,000`, [quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75)], 1, 1.3),
    ];
  });
}

/** An organisation with so many customers, quotes and orders, each copied from one that the real actions made. */
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
  await copies(`orgs/${orgId}/customers`, customer.id, size, asCustomer);
  await copies(`orgs/${orgId}/quotes`, quote.id, size, asQuote);
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
