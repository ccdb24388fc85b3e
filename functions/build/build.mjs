import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleAll, exportNames } from './bundle.mjs';
import { inputHash } from './freshness.mjs';

const FUNCTIONS = fileURLToPath(new URL('..', import.meta.url));
const LIB = join(FUNCTIONS, 'lib');
const LOCK = join(FUNCTIONS, 'node_modules/.toonbank-build');

/**
 * Builds functions/src into functions/lib unless lib was built from exactly these sources.
 * @returns the folder with what is deployed
 */
export async function buildIfStale() {
  if (isFresh()) return LIB;
  return withLock(LOCK, buildLib);
}

/** Copies an up-to-date lib to another folder, where later builds do not touch it. */
export async function copyFreshLib(target) {
  await withLock(LOCK, async () => cpSync(await buildLib(), target, { recursive: true }));
}

async function buildLib() {
  if (isFresh()) return LIB;
  const hash = inputHash(FUNCTIONS);
  const draft = `${LIB}.draft`;
  await buildInto({ src: join(FUNCTIONS, 'src'), entry: join(FUNCTIONS, 'src/index.ts'), out: draft });
  writeFileSync(join(draft, 'inputs.sha256'), hash);
  // A build that fails leaves the old lib, which the next run finds stale and builds again.
  rmSync(LIB, { recursive: true, force: true });
  renameSync(draft, LIB);
  return LIB;
}

function isFresh() {
  const stamp = join(LIB, 'inputs.sha256');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputHash(FUNCTIONS);
}

/** Bundles an entry with its lazy files into an empty folder: bundles, source maps, code caches, loader, `index.js`. */
export async function buildInto({ src, entry, out }) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const [names] = await Promise.all([exportNames(entry), bundleAll({ src, entry, out })]);
  copyFileSync(new URL('./load.js', import.meta.url), join(out, 'load.js'));
  // Read one by one where a document needs them, so not in the bundle.
  const fonts = join(src, 'domains/documents/fonts/noto');
  if (existsSync(fonts)) cpSync(fonts, join(out, 'fonts/noto'), { recursive: true });
  // What `/v1/openapi.json` serves, where this is the whole of our code and not a fixture.
  const description = join(src, '../../docs/openapi.json');
  if (existsSync(description)) copyFileSync(description, join(out, 'openapi.json'));
  writeFileSync(join(out, 'index.js'), indexSource(names));
  await makeCaches(out);
}

/** The deployed entry. Its exports stand there by name, for tools that read them without running the bundle. */
function indexSource(names) {
  const lines = names.map((name) => `export const ${name} = bundle.${name};`);
  return ["import { load } from './load.js';", "const bundle = load('main');", ...lines, ''].join('\n');
}

/** A code cache of code that has run is better, and running it is best done in a process that then ends. */
function makeCaches(out) {
  const script = fileURLToPath(new URL('./code-cache.mjs', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, out], { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += chunk));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The bundles do not load:\n${complaint}`))));
  });
}

/** Held while one process builds. A lock older than this was left by a process that died. */
const STALE_LOCK_MS = 120_000;

async function withLock(lock, work) {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > STALE_LOCK_MS) rmSync(lock, { recursive: true, force: true });
      await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

// Run as a script (`npm run build` in functions/, the predeploy hook).
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildIfStale().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
