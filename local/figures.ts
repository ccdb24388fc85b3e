import { randomInt } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Figure, FigureOptions } from '../functions/test/figures/figure.ts';
import { Refusal } from './bootstrap/node-version.mjs';
import { ROOT } from './bootstrap/root.mjs';

const FOLDER = join(ROOT, 'functions/test/figures');
const SUFFIX = '.figures.ts';

/** `npm run figures [part …] [-- --rounds=20 --seed=…]`: one line of JSON for each figure, in the order of the files. */
async function figures(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string' } },
  });
  const options: FigureOptions = {
    rounds: parseInt(values.rounds, 10),
    seed: values.seed === undefined ? randomInt(2 ** 31) : parseInt(values.seed, 10),
  };
  let ok = true;
  for (const part of chosen(positionals)) {
    for (const figure of await figuresOf(part)) ok = (await take(figure, options)) && ok;
  }
  return ok;
}

function chosen(wanted: string[]): string[] {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];
  const parts = files.filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
  const unknown = wanted.find((part) => !parts.includes(part));
  if (unknown !== undefined) throw new Refusal(`There are no figures "${unknown}"; there are: ${parts.join(', ') || 'none'}.`);
  return wanted.length === 0 ? parts : wanted;
}

/** A file of figures exports them as one array, under any name. */
async function figuresOf(part: string): Promise<Figure[]> {
  const module = (await import(pathToFileURL(join(FOLDER, part + SUFFIX)).href)) as Record<string, unknown>;
  return Object.values(module).filter((value): value is Figure[] => Array.isArray(value)).flat();
}

async function take(figure: Figure, options: FigureOptions): Promise<boolean> {
  const { part, name, bar } = figure;
  try {
    const { value, ok } = await figure.run(options);
    console.log(JSON.stringify({ part, name, value, bar, ok, seed: options.seed, rounds: options.rounds }));
    return ok;
  } catch (thrown) {
    const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    console.log(JSON.stringify({ part, name, value: null, bar, ok: false, seed: options.seed, rounds: options.rounds, error }));
    return false;
  }
}

// Actions that run in this process log every call; what is printed here is figures. Set before the first import of them.
console.debug = console.info = console.warn = () => undefined;

try {
  // A figure may leave connections open; the numbers are taken, and nobody waits for those.
  process.exit((await figures()) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
