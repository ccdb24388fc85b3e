import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import { BENCHES } from './benches.ts';
import type { Row } from './row.ts';

/** A row of bench/results.json, with the benchmark it comes from. */
export interface BenchRow extends Row {
  readonly bench: string;
}

/** The text of docs/performance.md, made from the results of the last complete run. */
export async function performancePage(): Promise<string> {
  const { rows } = JSON.parse(await readFile(join(ROOT, 'bench/results.json'), 'utf8')) as { rows: BenchRow[] };
  const sections = BENCHES.map(({ name, floor }) => {
    const lines = rows.filter(({ bench }) => bench === name).map(line);
    return `## ${name}\n\nFloor: ${floor}.\n\n| figure | value | floor | bar | spread | |\n| --- | --: | --: | --: | --: | --- |\n${lines.join('')}`;
  });
  return `# Performance\n\n<!-- Generated from bench/results.json by \`npm run bench\`: do not edit. -->\n\nMedians with the distance between the quartiles. Machines differ: trust ratios, each measured beside its floor in one run.\n\n${sections.join('\n')}`;
}

function line({ name, value, floor, bar, spread, ok, reason }: BenchRow): string {
  return `| ${name} | ${value} | ${floor} | ${bar} | ${spread} | ${ok ? (reason ?? 'ok') : '**missed**'} |\n`;
}
