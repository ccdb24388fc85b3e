import { describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { ruleCoverage } from './coverage.ts';
import { ownWrites } from './own-writes.ts';
import { CLOSED, PUBLIC, READABLE, tenantReads } from './tenant-reads.ts';
import { useRules } from './support.ts';

const rules = useRules();

describe('what belongs to an organisation', () => tenantReads(rules));
describe('what belongs to a person', () => ownWrites(rules));

test('every collection of organisations is read by a permission, open to everybody or closed, on purpose', async () => {
  const src = new URL('../../src/', import.meta.url);
  const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const sources = await Promise.all(files.map((file) => readFile(new URL(file, src), 'utf8')));
  const named = sources.flatMap((source) => [...source.matchAll(/tenantCollection<[^(]*>\('([^']+)'\)/g)].map((match) => match[1] ?? ''));
  expect(named.length).toBeGreaterThan(8);
  const decided: readonly string[] = [...Object.keys(READABLE), ...PUBLIC, ...CLOSED];
  expect([...new Set(named)].filter((name) => !decided.includes(name))).toEqual([]);
});

// Last, because it looks at what all tests above made the rules decide.
test('every condition of the rules has been true and false', async () => {
  const { conditions, gaps } = ruleCoverage(await rules.coverage(), rules.source);
  expect(gaps).toEqual([]);
  expect(conditions).toBeGreaterThan(60);
});
