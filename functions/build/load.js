// Copied to lib/load.js as it is: loads a bundle, and skips most of its parsing and compiling by V8's code cache.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';

const folder = dirname(fileURLToPath(import.meta.url));
const nodeRequire = createRequire(import.meta.url);
const loaded = new Map();

/** The exports of `<name>.cjs`, run once. `compiled` receives its script, for those who make the cache. */
export function load(name, compiled) {
  const known = loaded.get(name);
  if (known) return known.exports;
  const filename = join(folder, `${name}.cjs`);
  // esbuild writes ASCII only, and one byte per character is the cheapest string there is.
  const source = readFileSync(filename, 'latin1');
  const script = new Script(source, {
    filename,
    // Made by another V8 it is rejected without a word, and the script is compiled the slow way.
    cachedData: readOrNothing(join(folder, `${name}.cache`)),
    importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  loaded.set(name, module);
  script.runInThisContext()(module.exports, requireFrom, module, filename, folder);
  compiled?.(script);
  return module.exports;
}

function requireFrom(id) {
  return id.startsWith('toonbank:bundle/') ? load(id.slice('toonbank:bundle/'.length)) : nodeRequire(id);
}
// Libraries ask `require.resolve` and `require.main` of whatever stands in for `require`.
Object.assign(requireFrom, { resolve: nodeRequire.resolve, main: nodeRequire.main, cache: nodeRequire.cache });

function readOrNothing(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
