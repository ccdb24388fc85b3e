import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import type { Row } from './row.ts';

/** What is known of a benchmark when its code is not loaded. */
export interface Measured {
  readonly name: string;
  readonly floor: string;
  /** The minute (UTC) in which it was measured last. */
  readonly at?: string;
  /** How many of the rows are its own, from where those before it end. */
  readonly rows: number;
  /** Why a row may exceed its bar, by its name. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** bench/results.json: what the pages are made from, so that making them loads no code of ours. */
export interface Results {
  readonly rows: readonly Omit<Row, 'reason'>[];
  /** In the order of the rows. */
  readonly benches: readonly Measured[];
}

/** A benchmark with its rows. */
export interface Section extends Omit<Measured, 'rows' | 'reasons'> {
  readonly rows: readonly Row[];
}

const FILE = join(ROOT, 'bench/results.json');

/** What was measured, by benchmark. */
export async function readSections(): Promise<Section[]> {
  const { rows, benches } = JSON.parse(await readFile(FILE, 'utf8')) as Results;
  let from = 0;
  return benches.map(({ rows: count, reasons, ...bench }) => {
    const own = rows.slice(from, (from += count));
    return { ...bench, rows: own.map((row) => ({ ...row, ...(reasons[row.name] === undefined ? {} : { reason: reasons[row.name] }) }) as Row) };
  });
}

/** Puts the rows of one benchmark in the place of what it had before; `benches` are all that there are. */
export async function keepResults(bench: string, rows: readonly Row[], benches: readonly Pick<Section, 'name' | 'floor'>[]): Promise<void> {
  const before = await readSections();
  const now = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const sections = benches.map(({ name, floor }): Section => {
    const known = before.find((section) => section.name === name);
    if (name === bench) return { name, floor, at: now, rows };
    return { name, floor, ...(known?.at === undefined ? {} : { at: known.at }), rows: known?.rows ?? [] };
  });
  await writeFile(FILE, `${JSON.stringify(asResults(sections), null, 2)}\n`);
}

function asResults(sections: readonly Section[]): Results {
  return {
    rows: sections.flatMap(({ rows }) => rows.map(({ name, value, floor, bar, spread, ok }) => ({ name, value, floor, bar, spread, ok }))),
    benches: sections.map(({ name, floor, at, rows }) => ({
      name,
      floor,
      ...(at === undefined ? {} : { at }),
      rows: rows.length,
      reasons: Object.fromEntries(rows.flatMap((row) => (row.reason === undefined ? [] : [[row.name, row.reason]]))),
    })),
  };
}
