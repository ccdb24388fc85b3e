import { closeDatabase } from '../../functions/src/platform/firestore.ts';
import { startStack } from '../../local/stack/index.ts';
import type { Bench, Row } from '../row.ts';
import { Day } from './day.ts';
import { install } from './meter.ts';
import { MINIMUM } from './minimum.ts';
import type { Taken } from './office.ts';

/** A business day, action by action, each with its bill. Triggers do not run here: effects are called by hand. */
export const billed: Bench = {
  name: 'billed',
  floor: 'the fewest operations that can express the action under our laws; `bench/billed/minimum.ts` derives each in a line',
  async run() {
    const stack = await startStack({ functions: false, world: true });
    Object.assign(process.env, stack.env, { FUNCTIONS_EMULATOR: 'true' });
    await closeDatabase();
    install();
    try {
      return (await new Day(stack).live()).flatMap(rowsOf);
    } finally {
      await closeDatabase();
      await stack.stop();
    }
  },
};

function rowsOf({ name, bill }: Taken): Row[] {
  const minimum = MINIMUM[name];
  if (minimum === undefined) throw new Error(`no minimum is written down for ${name}`);
  return (['reads', 'writes', 'deletes'] as const).map((what) => {
    const { [what]: floor, beyond } = minimum;
    const more = what === 'deletes' ? 0 : (beyond?.[what] ?? 0);
    const reason = more > 0 && bill[what] > floor && beyond !== undefined ? { reason: beyond.because } : {};
    // The bar is the fewest, or a reason that is written down for exactly so many more.
    return { name: `${name}: billed ${what}`, value: bill[what], floor, bar: floor, spread: 0, ok: bill[what] <= floor + more, ...reason };
  });
}
