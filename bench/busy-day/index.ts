import { closeDatabase } from '../../functions/src/platform/firestore.ts';
import { startStack, type OwnStack } from '../../local/stack/index.ts';
import { median, quantile, row, type Bench, type Row } from '../row.ts';
import { scaled } from '../scale.ts';
import { openBusiness, type Business } from './business.ts';
import { drift, eventsLeft, type Drift } from './drift.ts';
import { Flows } from './flows.ts';
import { Recorder } from './recorder.ts';

const ORDERS = scaled(2_000, 40);
/** Of the payments, as many as there are invoices are theirs; the others pay orders on the internet. */
const PAYMENTS = scaled(600, 12);
const INVOICES = scaled(200, 4);
/** Together they have all of these, and each as many screens as the next. */
const BUSINESSES = scaled(10, 2);
const LISTENING = scaled(50, 10);
const DAY_S = scaled(600, 60);
/** After the last order, for all that is under way to be settled. */
const SETTLING_S = 60;
/** Orders and invoices of the first business with nobody else about, for the floor. */
const REHEARSED = 6;
const WAITING_MS = 1_000;

/** Ten businesses on the busiest day of the year, everything over HTTP, at a pace that does not wait for what is slow. */
export const busyDay: Bench = {
  name: 'busy-day',
  floor:
    'the median of the same action before the day begins, one person at a time. Ten businesses with 2,000 orders together, from cart to hand-over, 400 of them paid on the internet, 200 invoices mailed and paid, 50 screens of staff; everybody acts on what the screen shows. Orders come in for ten minutes, one every 0.3 s, and what is under way then has one more to be settled. What people and their screens compute runs on the same machine. p95 is printed beside one second, after which a person thinks it broken',
  minutes: 16,
  async run() {
    // As deployed: the time is the machine's own, and not asked for at every call.
    const stack = await startStack({ world: true, settings: { CLOCK_URL: '' } });
    Object.assign(process.env, stack.env, { FUNCTIONS_EMULATOR: 'true' });
    await closeDatabase();
    try {
      return await replay(stack);
    } finally {
      await closeDatabase();
      await stack.stop();
    }
  },
};

async function replay(stack: OwnStack): Promise<Row[]> {
  const businesses: Business[] = [];
  for (let index = 0; index < BUSINESSES; index += 1) businesses.push(await openBusiness(stack, index, LISTENING / BUSINESSES));
  const rehearsal = new Recorder(stack);
  const recorder = new Recorder(stack);
  const quiet = new Flows(stack, businesses[0] as Business, rehearsal);
  for (let index = 0; index < REHEARSED; index += 1) await Promise.all([quiet.order(index, index % 2 === 0), quiet.invoice(index)]);
  await stack.awaitIdle(60);
  const flows = businesses.map((business) => new Flows(stack, business, recorder));
  const began = performance.now();
  await recorder.day(plan(flows), (DAY_S * 1_000) / ORDERS);
  await stack.awaitIdle(120);
  const seconds = (performance.now() - began) / 1_000;
  // What its triggers could not finish at once, the sweep takes up, as it does every minute.
  await stack.run('sweep');
  const wrong: Drift = { stock: [], numbers: [], ledger: [], effects: await eventsLeft(), unfinished: [] };
  for (const [index, { expected }] of flows.entries()) await addDrift(wrong, businesses[index] as Business, expected, index === 0 ? quiet.expected : undefined);
  await Promise.all(businesses.map((business) => business.close()));
  if (recorder.lostConnections > 0) console.error(`${recorder.lostConnections} connections were lost and tried again`);
  for (const sentence of [...Object.values(wrong).flat(), ...recorder.errors].slice(0, 20)) console.error(sentence);
  return [
    row(`a day of ${ORDERS} orders, ${PAYMENTS} payments, ${INVOICES} invoices, ${LISTENING} screens in ${BUSINESSES} businesses, to settled, s`, [seconds], DAY_S, DAY_S + SETTLING_S),
    row('busy day: orders and invoices with an error', [recorder.errors.length], 0, 0),
    ...Object.entries(wrong).map(([what, sentences]) => row(`busy day: what ${what === 'unfinished' ? 'did not come to its end' : `does not agree in ${what}`}`, [sentences.length], 0, 0)),
    ...[...recorder.times].sort(([one], [other]) => one.localeCompare(other)).map(([what, times]) => timeRow(what, times, rehearsal.times.get(what) ?? times)),
  ];
}

/** @param also what was there before the day began */
async function addDrift(all: Drift, { orgId }: Business, { orders, payments, invoices }: Flows['expected'], also = { orders: 0, payments: 0, invoices: 0 }): Promise<void> {
  const found = await drift(orgId, { orders: orders + also.orders, payments: payments + also.payments, invoices: invoices + also.invoices });
  for (const [what, sentences] of Object.entries(found)) all[what as keyof Drift].push(...sentences);
}

/** Invoices and orders that are paid on the internet are spread evenly over the day, orders in turn over the businesses. */
function plan(flows: readonly Flows[]): (() => Promise<void>)[] {
  const isOneOf = (share: number, index: number): boolean => Math.floor((index + 1) * share) > Math.floor(index * share);
  return Array.from({ length: ORDERS }, (_, index) => async () => {
    const mine = flows[index % flows.length] as Flows;
    // Each business has its share of both, and not at the moment of the others.
    const round = (Math.floor(index / flows.length) + index) % (ORDERS / flows.length);
    const order = mine.order(index, isOneOf((PAYMENTS - INVOICES) / ORDERS, round));
    const invoice = isOneOf(INVOICES / ORDERS, round) ? mine.invoice(round) : undefined;
    await Promise.all([order, invoice]);
  });
}

function timeRow(what: string, times: readonly number[], quiet: readonly number[]): Row {
  const made = row(`busy day: ${what}, p95, ms (${times.length} times)`, [quantile([...times], 0.95)], median([...quiet]), WAITING_MS);
  return { ...made, spread: Math.round(quantile([...times], 0.75) - quantile([...times], 0.25)) };
}
