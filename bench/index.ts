import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import { BENCHES } from './benches.ts';
import { performancePage, type BenchRow } from './report.ts';

/** `npm run bench [name …]`: prints a table; when all have run, writes bench/results.json. */
const wanted = process.argv.slice(2);
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
if (wanted.length === 0) {
  await writeFile(join(ROOT, 'bench/results.json'), `${JSON.stringify({ rows }, null, 2)}\n`);
  await writeFile(join(ROOT, 'docs/performance.md'), await performancePage());
}
process.exit(rows.every(({ ok }) => ok) ? 0 : 1);
