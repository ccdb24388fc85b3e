import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Figure } from './figure.ts';
import type { Stacks } from './kept-stack.ts';

/** A seed that changes every day, and is printed when a test fails. */
const seed = Math.floor(Date.now() / 86_400_000);

/** One stack for all figures of a file. */
export function onOneStack(stacks: Stacks): void {
  let end = async (): Promise<void> => undefined;
  beforeAll(async () => {
    end = await stacks.keep();
  }, 60_000);
  afterAll(() => end(), 30_000);
}

/** What `npm run figures` takes in full, as ordinary tests in few rounds; those that are a matter of speed stay there. */
export function asTests(figures: readonly Figure[], rounds = 2): void {
  test.each(figures.filter(({ timed }) => timed !== true))('$name: $bar', async (figure) => {
    const { value, ok } = await figure.run({ rounds, seed });
    expect({ value, ok, seed }).toEqual({ value, ok: true, seed });
  }, 240_000);
}
