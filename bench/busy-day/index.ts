import { closeDatabase } from '../../functions/src/platform/firestore.ts';
import { startStack, type OwnStack } from '../../local/stack/index.ts';
import { median, quantile, row, type Bench, type Row } from '../row.ts';
import { scaled } from '../scale.ts';
import { openBusiness } from './business.ts';
import { drift } from './drift.ts';
import { Flows } from './flows.ts';
import { Recorder } from './recorder.ts';

const ORDERS = scaled(2_000, 40);
/** Of the payments, as many as there are invoices are theirs; the others pay orders on the internet. */
const PAYMENTS = scaled(600, 12);
const INVOICES = scaled(200, 4);
const LISTENING = scaled(50, 10);
const DAY_S = scaled(600, 60);
/** The last order comes in before the end, for all to be settled at it. */
const OPEN_S = DAY_S - scaled(45, 15);
/** The same with nobody else about, for the floor. */
const REHEARSED = 6;
const WAITING_MS = 1_000;

/** A business with four shops on its busiest day, everything over HTTP, at a pace that does not wait for what is slow. */
export const busyDay: Bench = {
  name: 'busy-day',
  floor:
    'the median of the same action before the day begins, one person at a time. 2,000 orders from cart to hand-over, 400 of them paid on the internet, 200 invoices mailed and paid, 50 screens of staff; everybody acts on what the screen shows. What people and their screens compute runs on the same machine. p95 is printed beside one second, after which a person thinks it broken',
  minutes: 16,
  async run() {
    const stack = await startStack({ world: true });
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
  const business = await openBusiness(stack, LISTENING);
  const rehearsal = new Recorder(stack, business.orgId);
  const before = new Flows(stack, business, rehearsal);
  for (let index = 0; index < REHEARSED; index += 1) await Promise.all([before.order(index, index % 2 === 0), before.invoice(index)]);
  await stack.awaitIdle(60);
  const recorder = new Recorder(stack, business.orgId);
  const flows = new Flows(stack, business, recorder);
  const began = performance.now();
  await recorder.day(plan(flows), (OPEN_S * 1_000) / ORDERS);
  await stack.awaitIdle(120);
  const seconds = (performance.now() - began) / 1_000;
  // What its triggers could not finish at once, the sweep takes up, as it does every minute.
  await stack.run('sweep');
  const online = REHEARSED / 2 + REHEARSED;
  const wrong = await drift(business.orgId, { orders: ORDERS + REHEARSED, payments: PAYMENTS + online, invoices: INVOICES + REHEARSED });
  await business.close();
  for (const sentence of [...Object.values(wrong).flat(), ...recorder.errors].slice(0, 20)) console.error(sentence);
  return [
    row(`a day of ${ORDERS} orders, ${PAYMENTS} payments, ${INVOICES} invoices, ${LISTENING} screens, to settled, s`, [seconds], DAY_S, DAY_S),
    row('busy day: orders, payments and invoices with an error', [recorder.errors.length], 0, 0),
    ...Object.entries(wrong).map(([what, sentences]) => row(`busy day: what ${what === 'unfinished' ? 'did not come to its end' : `does not agree in ${what}`}`, [sentences.length], 0, 0)),
    ...[...recorder.times].sort(([one], [other]) => one.localeCompare(other)).map(([what, times]) => timeRow(what, times, rehearsal.times.get(what) ?? times)),
  ];
}

/** Invoices and orders that are paid on the internet are spread evenly over the day. */
function plan(flows: Flows): (() => Promise<void>)[] {
  const isOneOf = (share: number, index: number): boolean => Math.floor((index + 1) * share) > Math.floor(index * share);
  return Array.from({ length: ORDERS }, (_, index) => async () => {
    const order = flows.order(index, isOneOf((PAYMENTS - INVOICES) / ORDERS, index));
    const invoice = isOneOf(INVOICES / ORDERS, index) ? flows.invoice(index) : undefined;
    await Promise.all([order, invoice]);
  });
}

function timeRow(what: string, times: readonly number[], quiet: readonly number[]): Row {
  const made = row(`busy day: ${what}, p95, ms (${times.length} times)`, [quantile([...times], 0.95)], median([...quiet]), WAITING_MS);
  return { ...made, spread: Math.round(quantile([...times], 0.75) - quantile([...times], 0.25)) };
}
