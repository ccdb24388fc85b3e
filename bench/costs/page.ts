import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../local/bootstrap/root.mjs';
import type { Bill } from '../billed/meter.ts';
import { readSections } from '../results.ts';
import { costOf, NOTHING, plus, times, total, usageOf, type Prices, type Usage } from './cost.ts';
import { COMPUTE, INVOICE, ORDER, RENDER, type Flow } from './flows.ts';
import { LIMITS } from './limits.ts';

const ORGANISATIONS = [1, 100, 10_000];
const ORDERS_EACH = 3_000;
const INVOICES_EACH = 200;
const SWEEPS = 30 * 24 * 60;

type BillOf = (step: string) => Bill;

/** The text of docs/costs.md, made from the counts in bench/results.json and from bench/prices.json. */
export async function costsPage(): Promise<string> {
  const prices = JSON.parse(await readFile(join(ROOT, 'bench/prices.json'), 'utf8')) as Prices & Record<string, Sourced>;
  const billOf = await countedBills();
  return [
    '# Costs',
    '<!-- Generated from bench/results.json and bench/prices.json by `npm run generate`: do not edit. -->',
    'Operations are counted on the wire by `npm run bench billed`, not estimated; prices are list prices. Compute is taken generously: ' +
      `each call has an instance to itself for ${COMPUTE.ms} ms (a PDF ${RENDER.ms} ms), although up to 80 share one. Mail, payment and telephone providers are not in it.`,
    `## Prices\n\n${priceTable(prices)}`,
    `## A thousand of each\n\n${thousands(prices, billOf)}`,
    `## A month\n\nEach organisation with ${ORDERS_EACH.toLocaleString('en')} orders and ${INVOICES_EACH} invoices; what Google gives away is taken off, once per project. One sweep per minute serves all. What is stored is that of the first month; each month adds as much.\n\n${months(prices, billOf)}\n\n${freeDay(prices, billOf)}`,
    `## What gives way first\n\n${limits()}`,
    '',
  ].join('\n\n');
}

async function countedBills(): Promise<BillOf> {
  const counted = (await readSections()).find(({ name }) => name === 'billed')?.rows ?? [];
  return (step) => {
    const value = (what: keyof Bill): number => {
      const found = counted.find(({ name }) => name === `${step}: billed ${what}`);
      if (found === undefined) throw new Error(`"${step}" was never billed: run \`npm run bench billed\`.`);
      return found.value;
    };
    return { reads: value('reads'), writes: value('writes'), deletes: value('deletes') };
  };
}

interface Sourced {
  readonly source: string;
  readonly asOf?: string;
  readonly note?: string;
}

function priceTable(prices: Prices & Record<string, Sourced>): string {
  const { firestore, functions, tasks, network, storage, euroPerDollar } = prices;
  const line = (what: string, price: string, { source, asOf, note }: Sourced): string => `| ${what} | ${price} | ${source}${asOf === undefined ? '' : `, as of ${asOf}`} | ${note ?? ''} |`;
  return [
    `Gathered on ${prices.retrieved} from stored copies, not from the live pages: check them before an offer depends on them.`,
    '',
    '| what | price | source | |',
    '| --- | --- | --- | --- |',
    line('Firestore, 100,000 reads, writes, deletes', `$${firestore.readsPer100k}, $${firestore.writesPer100k}, $${firestore.deletesPer100k}`, prices['firestore'] as never),
    line('Functions, vCPU second, GiB second, million requests', `$${functions.vcpuSecond.toFixed(6)}, $${functions.gibSecond.toFixed(7)}, $${functions.requestsPerMillion}`, prices['functions'] as never),
    line('Cloud Tasks, million operations', `$${tasks.perMillion}`, prices['tasks'] as never),
    line('Cloud Storage, GiB and month; 1,000 files written, fetched', `$${storage.gibMonth}; $${storage.classAPer1000}, $${storage.classBPer1000}`, prices['storage'] as never),
    line('A GiB sent to devices', `$${network.gib}`, prices['network'] as never),
    line('A dollar in euros', String(euroPerDollar.value), euroPerDollar),
  ].join('\n');
}

function thousands(prices: Prices, billOf: BillOf): string {
  const line = (flow: Flow): string => {
    const usage = usageOf(flow, billOf);
    const cost = costOf(times(usage, 1_000), prices, false);
    const euros = [cost.firestore, cost.functions, cost.rest, total(cost)].map((dollars) => euro(dollars, prices)).join(' | ');
    return `| 1,000 ${flow.name} | ${usage.reads} | ${usage.writes} | ${usage.requests} | ${euros} |`;
  };
  const head = '| | reads each | writes each | calls each | Firestore | functions | tasks, files, network | all |\n| --- | --: | --: | --: | --: | --: | --: | --: |';
  const assumed = [ORDER, INVOICE].map(({ name, assumes }) => `- Of ${name}: ${assumes}.`);
  return [head, line(ORDER), line(INVOICE), '', 'Nothing that is free is taken off here.', '', ...assumed].join('\n');
}

function months(prices: Prices, billOf: BillOf): string {
  const sweep = billOf('sweep, nothing due');
  const sweeping = times({ ...NOTHING, ...sweep, requests: 1, vcpuSeconds: COMPUTE.ms / 1000, gibSeconds: (COMPUTE.ms / 1000) * COMPUTE.gib }, SWEEPS);
  const business = plus(times(usageOf(ORDER, billOf), ORDERS_EACH), times(usageOf(INVOICE, billOf), INVOICES_EACH));
  const lines = ORGANISATIONS.map((count) => {
    const usage: Usage = plus(times(business, count), sweeping);
    const cost = costOf(usage, prices, true);
    const each = total(cost) / count;
    const perThousand = (total(cost) / (count * (ORDERS_EACH + INVOICES_EACH))) * 1_000;
    return `| ${count.toLocaleString('en')} | ${[cost.firestore, cost.functions, cost.rest, total(cost), each, perThousand].map((dollars) => euro(dollars, prices)).join(' | ')} |`;
  });
  return ['| organisations | Firestore | functions | tasks, files, network | all | each | per 1,000 orders and invoices |', '| --: | --: | --: | --: | --: | --: | --: |', ...lines].join('\n');
}

/** How much one organisation may do in a day before Firestore costs anything. */
function freeDay({ firestore: { freePerDay } }: Prices, billOf: BillOf): string {
  const order = usageOf(ORDER, billOf);
  const sweep = billOf('sweep, nothing due').reads * (SWEEPS / 30);
  const [byReads, byWrites] = [(freePerDay.reads - sweep) / order.reads, freePerDay.writes / order.writes].map(Math.floor);
  return `Firestore's free quota, per project and day, lasts for ${byReads} orders by their reads (after the sweeps) and ${byWrites} by their writes.`;
}

/** Two figures at least, however small. */
function euro(dollars: number, { euroPerDollar }: Prices): string {
  const euros = dollars * euroPerDollar.value;
  return `€ ${euros === 0 ? '0' : euros >= 100 ? Math.round(euros).toLocaleString('en') : euros >= 1 ? euros.toFixed(2) : euros.toPrecision(2)}`;
}

function limits(): string {
  const lines = LIMITS.map(({ growth, limit, remedy }) => `| ${growth} | ${limit} | ${remedy} |`);
  return ['| growing in | first limit | then |', '| --- | --- | --- |', ...lines].join('\n');
}
