import { expect, test } from '@jest/globals';
import type { Figure } from './figure.ts';

/** A seed that changes every day, and is printed when a test fails. */
const seed = Math.floor(Date.now() / 86_400_000);
const ROUNDS = 2;

/** What `npm run figures` takes in full, as ordinary tests in few rounds; those that are a matter of speed stay there. */
export function asTests(figures: readonly Figure[]): void {
  test.each(figures.filter(({ timed }) => timed !== true))('$name: $bar', async (figure) => {
    const { value, ok } = await figure.run({ rounds: ROUNDS, seed });
    expect({ value, ok, seed }).toEqual({ value, ok: true, seed });
  }, 240_000);
}
