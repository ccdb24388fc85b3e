import { expect, test } from '@jest/globals';
import { inGroups } from './groups.ts';

/** A road on which each group waits until it is let go. */
function road(most: number) {
  const groups: (readonly number[])[] = [];
  const gates: (() => void)[] = [];
  const travel = inGroups(most, async (members: readonly number[]) => {
    groups.push(members);
    await new Promise<void>((resolve) => gates.push(resolve));
    if (members.includes(13)) throw new Error('no way');
    return members.map((member) => member * 10);
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { groups, travel, settle, open: async () => { await settle(); gates.shift()?.(); await settle(); } };
}

test('the first leaves at once and alone; those who come meanwhile leave together, each with its own outcome', async () => {
  const { groups, travel, settle, open } = road(3);
  const first = travel(1);
  await settle();
  const rest = [2, 3, 4, 5].map(travel);
  expect(groups).toEqual([[1]]);
  await open();
  expect(await first).toBe(10);
  expect(groups).toEqual([[1], [2, 3, 4]]);
  await open();
  await open();
  expect(await Promise.all(rest)).toEqual([20, 30, 40, 50]);
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
});

test('a group that fails tells its own members and nobody else', async () => {
  const { travel, settle, open } = road(2);
  const first = travel(7);
  await settle();
  const unlucky = [13, 4].map((member) => travel(member).catch((thrown: unknown) => String(thrown)));
  const last = travel(9);
  await open();
  await open();
  await open();
  expect(await Promise.all([first, ...unlucky, last])).toEqual([70, 'Error: no way', 'Error: no way', 90]);
});
