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

/** Puts the rows of some benchmarks in the place of what these had before; `benches` are all that there are. */
export async function keepResults(rows: readonly BenchRow[], benches: readonly Measured[]): Promise<void> {
  const fresh = new Set(rows.map(({ bench }) => bench));
  const kept = (await readResults()).rows.filter(({ bench }) => !fresh.has(bench));
  const all = benches.flatMap(({ name }) => [...kept, ...rows].filter(({ bench }) => bench === name));
  const results: Results = { rows: all, benches: benches.map(({ name, floor }) => ({ name, floor })) };
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
}
