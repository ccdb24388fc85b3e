import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import { BENCHES } from './benches.ts';
import { costsPage } from './costs/page.ts';
import { performancePage } from './report.ts';
import { keepResults, type BenchRow } from './results.ts';

/**
 * `npm run bench [name …]`: prints a table; when all have run, writes bench/results.json and the pages made from it.
 * With `--keep` the named ones replace what they measured before, and the others stay.
 */
const wanted = process.argv.slice(2).filter((word) => word !== '--keep');
const keep = wanted.length === 0 || process.argv.includes('--keep');
const unknown = wanted.find((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}"; there are: ${BENCHES.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

// Actions that run in this process log every call; the table is what people read.
const rows: BenchRow[] = [];
for (const bench of BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  rows.push(...(await bench.run()).map((row) => ({ bench: bench.name, ...row })));
}

const width = Math.max(...rows.map(({ name }) => name.length));
const number = (value: number): string => String(value).padStart(9);
console.log(`${''.padEnd(width)}${['value', 'floor', 'bar', 'spread'].map((head) => head.padStart(9)).join('')}`);
for (const { name, value, floor, bar, spread, ok } of rows) {
  console.log(`${name.padEnd(width)}${[value, floor, bar, spread].map(number).join('')}  ${ok ? 'ok' : 'MISSED'}`);
}
if (keep) {
  await keepResults(rows, BENCHES);
  await writeFile(join(ROOT, 'docs/performance.md'), await performancePage());
  await writeFile(join(ROOT, 'docs/costs.md'), await costsPage());
}
process.exit(rows.every(({ ok }) => ok) ? 0 : 1);
