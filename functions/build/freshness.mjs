import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the built functions are made from, under the functions folder. */
const INPUTS = ['src', 'build', 'package.json', 'package-lock.json', '../docs/openapi.json'];
const NO_INPUT = /\.test\.tsx?$|\.md$/;

/** One hash over everything that a build depends on, the Node that makes the code cache included. */
export function inputHash(functions) {
  const hash = createHash('sha256').update(process.version);
  for (const input of INPUTS) {
    const path = join(functions, input);
    if (!existsSync(path)) continue;
    for (const file of filesUnder(path)) hash.update(file.slice(functions.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !NO_INPUT.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
