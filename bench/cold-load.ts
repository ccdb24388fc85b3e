import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { buildIfStale } from '../functions/build/build.mjs';
import { ROOT } from '../local/bootstrap/root.mjs';
import { row, type Bench } from './row.ts';
import { scaled } from './scale.ts';

/** Pairs of processes; the first pair only fills the disk cache. */
const PAIRS = scaled(15, 2);

/** The least that a callable with a database and checked input could import, as npm delivers it. */
export const BARE = ['firebase-functions/v2/https', 'firebase-admin/app', 'firebase-admin/firestore', 'zod'];

/** Loading the deployed entry, against importing the bare SDKs. Container start is not included, nor is Node's own. */
export const coldLoad: Bench = {
  name: 'cold-load',
  floor: 'importing firebase-functions/v2/https, firebase-admin/app, firebase-admin/firestore and zod as npm delivers them: the least a callable with a database and checked input needs',
  async run() {
    const entry = pathToFileURL(join(await buildIfStale(), 'index.js')).href;
    const ratios: number[] = [];
    for (let pair = 0; pair <= PAIRS; pair += 1) {
      // Paired, one directly after the other: what else the machine does then hits both.
      const [first, second] = [await importTime(BARE), await importTime([entry])];
      if (pair === 0) continue;
      ratios.push(second / first);
    }
    return [row('cold load of the deployed entry, times the bare SDKs', ratios, 1, 0.6)];
  },
};

/** Imports modules one after the other in a fresh Node. @returns milliseconds */
async function importTime(specifiers: string[]): Promise<number> {
  const imports = specifiers.map((specifier) => `await import(${JSON.stringify(specifier)});`).join('');
  const code = `const start = performance.now(); ${imports} console.log(performance.now() - start); process.exit();`;
  // Bare specifiers are resolved from the working directory.
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: join(ROOT, 'functions') });
  return parseFloat(stdout);
}
