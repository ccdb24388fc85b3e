import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Figure } from './figure.ts';

const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.figures.ts'));
const parts = await Promise.all(files.map(async (file) => ({ file, module: (await import(new URL(file, import.meta.url).href)) as Record<string, Figure[]> })));

/** What `npm run figures` takes in full, in few rounds, with a seed that changes every day and is printed when it fails. */
const seed = Math.floor(Date.now() / 86_400_000);

describe.each(parts)('$file', ({ module }) => {
  test.each(Object.values(module).flat())('$name: $bar', async (figure) => {
    const { value, ok } = await figure.run({ rounds: 2, seed });
    expect({ value, ok, seed }).toEqual({ value, ok: true, seed });
  }, 180_000);
});
