import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Each part is a suite of its own, so that they run side by side. */
test('every part of the figures is also a suite of tests', () => {
  const files = readdirSync(new URL('.', import.meta.url));
  const parts = files.filter((file) => file.endsWith('.figures.ts')).map((file) => file.replace('.figures.ts', ''));
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.filter((part) => !files.includes(`${part}.test.ts`))).toEqual([]);
});
