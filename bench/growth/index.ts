import { closeDatabase } from '../../functions/src/platform/firestore.ts';
import { startStack } from '../../local/stack/index.ts';
import { billOf, install } from '../billed/meter.ts';
import { median, row, type Bench, type Row } from '../row.ts';
import { scaled } from '../scale.ts';
import { grown, type Grown } from './organisation.ts';
import { ask, askBare, QUESTIONS, type Question } from './questions.ts';

/** Orders of the organisations; each has a tenth as many customers, quotes and invoices. */
const SIZES = [scaled(1_000, 300), scaled(10_000, 900), scaled(100_000, 2_700)];
const ROUNDS = scaled(13, 3);
const WARM_UP = 12;
/** Asked so many times in a row for one sample: a single answer takes too little processor time to be told from chance. */
const ASKED = 4;
const MAX_TIMES = 1.3;

/** The same page of the same list in organisations of three sizes. */
export const growth: Bench = {
  name: 'growth',
  floor:
    'the same question to the organisation with 1,000 orders, asked in the same round. Our own time is the processor time of the process that asks, which does not grow while it waits for the database. The whole latency is printed beside that of the bare queries, ' +
    'whose growth is its floor: the embedded emulator walks through a whole collection for every query, where the time of Firestore follows from the documents found, so that a bar of 1.3 on the whole would judge the emulator',
  minutes: 14,
  async run() {
    const stack = await startStack({ functions: false, world: false });
    Object.assign(process.env, stack.env, { FUNCTIONS_EMULATOR: 'true' });
    await closeDatabase();
    install();
    try {
      const organisations: Grown[] = [];
      for (const size of SIZES) organisations.push(await grown(size));
      const rows: Row[] = [];
      for (const question of QUESTIONS) rows.push(...(await compare(question, organisations)));
      return rows;
    } finally {
      await closeDatabase();
      await stack.stop();
    }
  },
};

interface Seen {
  readonly whole: number;
  readonly own: number;
  readonly bare: number;
  readonly reads: number;
}

async function compare(question: Question, organisations: readonly Grown[]): Promise<Row[]> {
  const seen = organisations.map((): Seen[] => []);
  // What is compiled in the first rounds would be counted against the size that was asked first.
  for (let round = 0; round < WARM_UP; round += 1) await measure(question, organisations[0] as Grown);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, organisation] of organisations.entries()) seen[index]?.push(await measure(question, organisation));
  }
  const [small = [], ...larger] = seen;
  return larger.flatMap((large, index) => {
    const label = `${question.name}, ${(SIZES[index + 1] ?? 0).toLocaleString('en')} orders`;
    const against = (figure: (one: Seen) => number): number[] => large.map((one, round) => figure(one) / figure(small[round] ?? one));
    const reads = small[0]?.reads ?? NaN;
    const emulator = median(against(({ bare }) => bare));
    return [
      row(`${label}: billed reads`, large.map((one) => one.reads), reads, reads),
      row(`${label}: our own time, times that with 1,000`, against(({ own }) => own), 1, MAX_TIMES),
      row(`${label}: whole latency, times that with 1,000 (floor: the bare queries' own)`, against(({ whole }) => whole), emulator, emulator * MAX_TIMES),
    ];
  });
}

async function measure(question: Question, organisation: Grown): Promise<Seen> {
  const began = performance.now();
  await askBare(question, organisation);
  const bare = performance.now() - began;
  const { bill } = await billOf(() => ask(question, organisation));
  const asked = performance.now();
  const idle = process.cpuUsage();
  for (let time = 0; time < ASKED; time += 1) await ask(question, organisation);
  const { user, system } = process.cpuUsage(idle);
  return { whole: (performance.now() - asked) / ASKED, own: (user + system) / 1_000 / ASKED, bare, reads: bill.reads };
}
