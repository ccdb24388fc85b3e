import { row, type Bench } from './row.ts';

const CALLS = 300;
const DAY_S = 16 * 3600;
const IDLE_S = 15 * 60;
const OPERATIONS = 60;
const DAYS = 400;

/**
 * A quiet day, simulated: 300 calls spread over 16 hours, operations as unequal as Zipf's law has it, an instance gone
 * after 15 minutes without a call. The share of calls that find no instance, as deployed and with a function per action.
 */
export const coldStarts: Bench = {
  name: 'cold-starts',
  floor: 'the same simulated day (300 calls in 16 hours, 60 operations, instances gone after 15 idle minutes) with one function per action',
  async run() {
    const random = generator(20_261_121);
    const days = Array.from({ length: DAYS }, () => day(random));
    const together = days.map((calls) => coldShare(calls, () => 0));
    const apart = days.map((calls) => coldShare(calls, ({ operation }) => operation));
    const floor = apart.reduce((sum, share) => sum + share, 0) / DAYS;
    return [{ ...row('calls that meet a cold instance on a quiet day, percent (floor: one function per action)', together, floor, 7) }];
  },
};

interface Call {
  readonly at: number;
  readonly operation: number;
}

function day(random: () => number): Call[] {
  const calls = Array.from({ length: CALLS }, () => ({ at: random() * DAY_S, operation: zipf(random()) }));
  return calls.sort((a, b) => a.at - b.at);
}

function coldShare(calls: readonly Call[], functionOf: (call: Call) => number): number {
  const lastUse = new Map<number, number>();
  let cold = 0;
  for (const call of calls) {
    const name = functionOf(call);
    if (call.at - (lastUse.get(name) ?? -Infinity) > IDLE_S) cold += 1;
    lastUse.set(name, call.at);
  }
  return (100 * cold) / calls.length;
}

const weights = Array.from({ length: OPERATIONS }, (_, index) => 1 / (index + 1));
const total = weights.reduce((sum, weight) => sum + weight, 0);

function zipf(chance: number): number {
  let left = chance * total;
  return weights.findIndex((weight) => (left -= weight) <= 0);
}

/** Mulberry32: small, seeded, good enough to spread calls over a day. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
