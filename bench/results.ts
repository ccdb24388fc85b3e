import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import type { Row } from './row.ts';

/** A row of bench/results.json, with the benchmark it comes from. */
export interface BenchRow extends Row {
  readonly bench: string;
}

/** What is known of a benchmark when its code is not loaded. */
export interface Measured {
  readonly name: string;
  readonly floor: string;
  /** The minute (UTC) in which it was measured last. */
  readonly at?: string;
}

/** bench/results.json: what the pages are made from, so that making them loads no code of ours. */
export interface Results {
  readonly rows: readonly BenchRow[];
  /** In the order of the pages. */
  readonly benches: readonly Measured[];
}

const FILE = join(ROOT, 'bench/results.json');

export async function readResults(): Promise<Results> {
  const { rows, benches = [] } = JSON.parse(await readFile(FILE, 'utf8')) as Pick<Results, 'rows'> & Partial<Results>;
  return { rows, benches };
}

/** Puts the rows of one benchmark in the place of what it had before; `benches` are all that there are. */
export async function keepResults(bench: string, rows: readonly BenchRow[], benches: readonly Measured[]): Promise<void> {
  const before = await readResults();
  const all = [...before.rows.filter((row) => row.bench !== bench), ...rows];
  const at = (name: string): string | undefined => (name === bench ? new Date().toISOString().slice(0, 16).replace('T', ' ') : before.benches.find((known) => known.name === name)?.at);
  const results: Results = {
    rows: benches.flatMap(({ name }) => all.filter((row) => row.bench === name)),
    benches: benches.map(({ name, floor }) => {
      const measured = at(name);
      return { name, floor, ...(measured === undefined ? {} : { at: measured }) };
    }),
  };
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
}
