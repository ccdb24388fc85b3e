import { expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { tellStory } from '../../../local/story/story.ts';

const stack = useStack();

test('a quote becomes a paid invoice, live on every screen', async () => {
  const { invoice, pdf } = await tellStory(stack());
  expect(invoice).toMatchObject({ status: 'paid', gross: 298_369, number: expect.stringMatching(/^\d{4}-0001$/) });
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
}, 60_000);
