import { readFile } from 'node:fs/promises';
import { startStack, type OwnStack } from '../local/stack/index.ts';
import { call, signUp, timeEach } from './callable.ts';
import { quantile, row, rowAtLeast, type Bench } from './row.ts';
import { scaled } from './scale.ts';

const ROUNDS = scaled(9, 2);
const CALLS = scaled(320, 80);
/** What `api` and `webhooks` are deployed with. */
const AT_ONCE = 80;
const MEMORY_MIB = 512;
/** Several, as one person alone would be told to slow down. */
const BUSINESSES = 8;
const WAITING_MS = 1_000;

/** One process of our functions with as many calls at once as it is deployed for: whether that many do it harm. */
export const instance: Bench = {
  name: 'instance',
  floor: `the same calls, 20 at once, by turns in the same run. One process serves all functions here, with the emulator's own server in it, so its memory is more than that of a deployed instance`,
  async run() {
    const stack = await startStack({ world: false });
    try {
      const businesses = await Promise.all(Array.from({ length: BUSINESSES }, (_, index) => found(stack, index)));
      const create = (index: number) => businesses[index % BUSINESSES]?.(index) ?? Promise.resolve();
      const rates: number[] = [];
      const latest: number[] = [];
      for (let round = -1; round < ROUNDS; round += 1) {
        const few = await perSecond(20, create);
        const many = await perSecond(AT_ONCE, create);
        // The first round opens connections and compiles.
        if (round < 0) continue;
        rates.push(many.rate / few.rate);
        latest.push(many.p95);
      }
      return [
        rowAtLeast(`calls per second of one instance with ${AT_ONCE} at once, times 20 at once, at least`, rates, 1, 0.8),
        row(`a call among ${AT_ONCE} at once, p95, ms`, latest, 0, WAITING_MS),
        row(`peak memory of an instance that served ${AT_ONCE} at once, MiB`, [await peakMiB(stack)], 0, MEMORY_MIB),
      ];
    } finally {
      await stack.stop();
    }
  },
};

/** A business with an owner. @returns how it adds a customer */
async function found(stack: OwnStack, index: number): Promise<(index: number) => Promise<unknown>> {
  const token = await signUp(stack, `owner-${index}@example.test`);
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', { name: `Molen ${index}`, email: 'post@example.test', address });
  return (which) => call(stack, token, 'customers/create', { orgId, kind: 'private', name: `R. van der Meer ${which}`, email: 'r@example.test', address });
}

async function perSecond(clients: number, work: (index: number) => Promise<unknown>): Promise<{ rate: number; p95: number }> {
  const began = performance.now();
  const times = await timeEach(CALLS, clients, work);
  return { rate: (CALLS / (performance.now() - began)) * 1_000, p95: quantile(times, 0.95) };
}

/** The most memory that the functions' processes ever held, as Linux counts it (`VmHWM` in proc_pid_status(5)). */
async function peakMiB(stack: OwnStack): Promise<number> {
  const sizes = await Promise.all((await stack.functionsPids()).map(async (pid) => parseInt(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '', 10)));
  return sizes.reduce((sum, kib) => sum + kib, 0) / 1_024;
}
