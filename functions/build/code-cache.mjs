// Makes the code caches of lib/ on the very Node that will run them: as `gcp-build` in the cloud, and after a local
// build. It needs nothing but lib/ and the runtime's packages.
import { writeFile } from 'node:fs/promises';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const lib = resolve(process.argv[2] ?? new URL('../lib', import.meta.url).pathname);
const { load } = await import(pathToFileURL(join(lib, 'load.js')).href);

const bundles = readdirSync(lib).filter((file) => file.endsWith('.cjs')).map((file) => file.slice(0, -'.cjs'.length));
for (const file of bundles) rmSync(join(lib, `${file}.cache`), { force: true });

const scripts = new Map();
// The main bundle first: the others may ask it for nothing, but it may ask for them.
for (const name of ['main', ...bundles.filter((other) => other !== 'main')]) load(name, (script) => scripts.set(name, script));
await load('main').__warmUp();
// A lazy file may export `warmUp` too: what it runs need not be compiled at the first call.
for (const name of bundles) await load(name).warmUp?.();

// Only now: what has run is compiled, and goes into the cache with the rest.
for (const [name, script] of scripts) {
  const draft = join(lib, `.${name}.cache`);
  await writeFile(draft, script.createCachedData());
  renameSync(draft, join(lib, `${name}.cache`));
}
// Connections that the warm-up opened would keep the process.
process.exit(0);
