import { expect, test } from '@jest/globals';
import { inTurn } from './turns.ts';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('work with one key goes one at a time and in order, also after a failure; other keys do not wait', async () => {
  const order: string[] = [];
  let running = 0;
  const work = (name: string, ms: number) => async () => {
    running += 1;
    expect(running).toBe(1);
    await pause(ms);
    running -= 1;
    order.push(name);
    if (name === 'b') throw new Error('b failed');
  };
  const other = inTurn('y', async () => order.push('other'));
  const results = await Promise.allSettled([inTurn('x', work('a', 15)), inTurn('x', work('b', 1)), inTurn('x', work('c', 1)), other]);
  expect(order).toEqual(['other', 'a', 'b', 'c']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});
