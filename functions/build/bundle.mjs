import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { keepOwnMappings } from './source-map.mjs';
import { bundledPdfkit, LAZY, lazyBundles, lazyName, onlyLeaves } from './plugins.mjs';

/** How every bundle is made. The wrapper makes the file one function expression, which `lib/load.js` compiles and calls. */
const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  // Google's libraries tell classes apart, and our errors name themselves, by `constructor.name`.
  keepNames: true,
  legalComments: 'none',
  sourcemap: 'external',
  sourcesContent: false,
  metafile: true,
  logLevel: 'silent',
  jsx: 'automatic',
  loader: { '.ttf': 'binary', '.png': 'binary', '.svg': 'text' },
  define: { 'import.meta.url': '__bundleUrl', 'process.env.NODE_ENV': '"production"' },
  banner: { js: '(function(exports,require,module,__filename,__dirname){const __bundleUrl=require("node:url").pathToFileURL(__filename).href;' },
  footer: { js: '})' },
};

/**
 * Bundles an entry file and every lazy file beside it into `<out>/<name>.cjs`; without `out`, only in memory.
 * @returns what esbuild knows of the main bundle's files
 */
export async function bundleAll({ src, entry, out }) {
  const write = out !== undefined;
  const target = (name) => join(out ?? src, `${name}.cjs`);
  const warmUp = new URL('./warm-up.js', import.meta.url).pathname;
  const main = await build({
    ...COMMON,
    stdin: {
      contents: `export * from ${JSON.stringify(entry)}; export { warmUp as __warmUp } from ${JSON.stringify(warmUp)};`,
      resolveDir: src,
    },
    outfile: target('main'),
    write,
    plugins: [lazyBundles(src), bundledPdfkit()],
  });
  if (write) await keepOwnMappings(`${target('main')}.map`);
  for (const file of await lazyFiles(src)) {
    await build({
      ...COMMON,
      entryPoints: [file],
      outfile: target(lazyName(file, src)),
      write,
      plugins: [onlyLeaves(), bundledPdfkit()],
    });
    if (write) await keepOwnMappings(`${target(lazyName(file, src))}.map`);
  }
  return { metafile: main.metafile };
}

async function lazyFiles(src) {
  if (!existsSync(src)) return [];
  const files = await readdir(src, { recursive: true });
  return files.filter((file) => LAZY.test(file)).sort().map((file) => join(src, file));
}

/** The names that an entry exports, as esbuild sees them without running anything. */
export async function exportNames(entry) {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'silent',
    outfile: 'index.js',
    loader: COMMON.loader,
    jsx: 'automatic',
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports).sort();
}
