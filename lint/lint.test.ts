import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../local/bootstrap/root.mjs';
import { findHeavy } from './heavy.ts';
import { SAMPLES, SURROUNDINGS } from './samples.ts';

/** What each file of the samples was refused for. */
const complaints = new Map<string, string[]>();
let house: string;

/** A small house with our lint rules and all samples, linted once. */
beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'toonbank-lint-'));
  await mkdir(join(house, 'lint'));
  for (const file of RULES) await cp(join(ROOT, file), join(house, file));
  await writeFile(join(house, 'package.json'), '{"type":"module"}');
  await symlink(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  const sources = { ...SURROUNDINGS, ...Object.fromEntries(SAMPLES.map(({ file, source }) => [file, source])) };
  for (const [file, source] of Object.entries(sources)) {
    await mkdir(dirname(join(house, file)), { recursive: true });
    await writeFile(join(house, file), source);
  }
  for (const { filename, code } of lint(house)) complaints.set(filename, [...(complaints.get(filename) ?? []), code]);
});
afterAll(() => rm(house, { recursive: true }));

const RULES = ['.oxlintrc.json', 'tsconfig.json', 'lint/plugin.mjs', 'lint/boundaries.mjs', 'lint/exact-amounts.mjs'];

interface Diagnostic {
  filename: string;
  code: string;
  severity: string;
}

function lint(folder: string): Diagnostic[] {
  const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
  const result = spawnSync(process.execPath, [oxlint, '-f', 'json', 'functions', 'client'], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(result.stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.filter(({ severity }) => severity === 'error');
}

test.each(SAMPLES)('$what: $rules', ({ file, rules }) => {
  expect([...new Set(complaints.get(file) ?? [])]).toEqual(rules);
});

test('a heavy package in the main bundle is found, with the way to it', () => {
  const inputs = {
    'src/index.ts': { bytes: 7, imports: [{ path: 'src/pay.ts' }] },
    'src/pay.ts': { bytes: 9, imports: [{ path: 'node_modules/stripe/esm/stripe.js' }, { path: 'node_modules/zod/index.js' }] },
    'node_modules/stripe/esm/stripe.js': { bytes: 99, imports: [] },
    'node_modules/zod/index.js': { bytes: 5, imports: [] },
  };
  expect(findHeavy({ inputs })).toEqual(['stripe is in the main bundle: src/index.ts → src/pay.ts → node_modules/stripe/esm/stripe.js']);
});
