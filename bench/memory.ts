import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { buildIfStale } from '../functions/build/build.mjs';
import { ROOT } from '../local/bootstrap/root.mjs';
import { BARE } from './cold-load.ts';
import { row, type Bench } from './row.ts';
import { scaled } from './scale.ts';

const PAIRS = scaled(9, 2);

/** Memory of a process that has loaded the deployed entry, against one that has imported the bare SDKs. */
export const memory: Bench = {
  name: 'memory',
  floor: 'a process that has imported the same bare SDKs',
  async run() {
    const entry = pathToFileURL(join(await buildIfStale(), 'index.js')).href;
    const ratios: number[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) ratios.push((await residentSize([entry])) / (await residentSize(BARE)));
    return [row('memory after loading the deployed entry, times the bare SDKs', ratios, 1, 1.4)];
  },
};

/** @returns mebibytes of a fresh Node after importing modules one after the other */
async function residentSize(specifiers: readonly string[]): Promise<number> {
  const imports = specifiers.map((specifier) => `await import(${JSON.stringify(specifier)});`).join('');
  const code = `${imports} console.log(process.memoryUsage().rss / 1048576); process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: join(ROOT, 'functions') });
  return parseFloat(stdout);
}

