import { expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { tellStory } from '../../../local/story/story.ts';

const stack = useStack();

/** Points at which work is under way that nobody waits for: each ends the functions process in the middle of it. */
const points = [
  'a bookkeeper is invited',
  'the quote is sent',
  'the customer accepts on the public page',
  'the invoice is finalised',
  "Stripe's events arrive twice and in the wrong order",
];

test.each(points)('the functions die after "%s" and the story ends the same', async (point) => {
  let killed = 0;
  const { invoice } = await tellStory(stack(), {
    between: async (step) => {
      if (step !== point) return;
      killed += 1;
      await stack().killFunctions();
      await stack().startFunctions();
      // What was under way has lost its trigger and holds a lease: both are taken up again when their time has come.
      await stack().advanceClock(6 * 60_000);
      await stack().run('sweep');
    },
  });
  expect(killed).toBe(1);
  expect(invoice).toMatchObject({ status: 'paid', gross: 298_369 });
}, 60_000);
