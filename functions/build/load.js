// Copied to lib/load.js as it is: loads a bundle, and skips most of its parsing and compiling by V8's code cache.
import { readFileSync } from 'node:fs';
import { createRequire, SourceMap } from 'node:module';
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
  // The build leaves ASCII only (`ascii.mjs`), and one byte per character is the cheapest string there is.
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

// Node maps the stacks of modules only, and mapping costs a second the first time: done for what is logged, by asking.
const maps = new Map();
const FRAME = /\(?((?:file:\/\/)?[^\s()]+[/\\]([\w-]+)\.cjs):(\d+):(\d+)\)?/g;

/** A stack of our bundles in terms of the source files; what has no source map stays as it is. */
globalThis[Symbol.for('toonbank:source-stack')] = (stack) =>
  stack.replace(FRAME, (frame, file, name, line, column) => {
    const entry = mapOf(name)?.findEntry(line - 1, column - 1);
    if (!entry?.originalSource) return frame;
    const place = `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    return frame.replace(`${file}:${line}:${column}`, place);
  });

function mapOf(name) {
  if (!maps.has(name)) {
    const text = readOrNothing(join(folder, `${name}.cjs.map`));
    maps.set(name, text && new SourceMap(JSON.parse(text.toString())));
  }
  return maps.get(name);
}
