import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import { runApart } from './apart.ts';
import { BENCHES } from './benches.ts';
import { costsPage } from './costs/page.ts';
import { performancePage } from './report.ts';
import { keepResults } from './results.ts';
import type { Row } from './row.ts';

/**
 * `npm run bench [name …] [-- --small]`: prints one table as it grows, and writes bench/results.json and the pages made
 * from it. The named ones (all, when none is named) replace what they measured before; one that fails keeps its old rows,
 * says why, and makes the command fail when the others are done. `--small` runs with a few of everything, to see that it
 * runs: such figures count for nothing and are not written.
 */
const words = process.argv.slice(2);
const wanted = words.filter((word) => word !== '--small');
const small = words.includes('--small');
const unknown = wanted.find((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}"; there are: ${BENCHES.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}
if (small) process.env['BENCH_SMALL'] = '1';

const WIDTH = 110;
const number = (value: number): string => String(value).padStart(10);

function show({ name, value, floor, bar, spread, ok }: Row): void {
  console.log(`${name.padEnd(WIDTH)}${[value, floor, bar, spread].map(number).join('')}  ${ok ? 'ok' : 'MISSED'}`);
}

/** After each benchmark, so that one may be stopped after it and the pages still agree with what was measured. */
async function keep(name: string, rows: readonly Row[]): Promise<void> {
  await keepResults(name, rows, BENCHES);
  await writeFile(join(ROOT, 'docs/performance.md'), await performancePage());
  await writeFile(join(ROOT, 'docs/costs.md'), await costsPage());
}

console.log(`${''.padEnd(WIDTH)}${['value', 'floor', 'bar', 'spread'].map((head) => head.padStart(10)).join('')}`);
let missed = 0;
for (const bench of BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { name } = bench;
  const began = performance.now();
  try {
    const rows = await runApart(bench);
    rows.forEach(show);
    missed += rows.filter(({ ok }) => !ok).length;
    if (!small) await keep(name, rows);
  } catch (error) {
    missed += 1;
    console.error(`${name} did not come to an end: ${error instanceof Error ? error.message : String(error)}`);
  }
  console.log(`  ${name} took ${Math.round((performance.now() - began) / 1000)} s`);
}
process.exit(missed === 0 ? 0 : 1);
