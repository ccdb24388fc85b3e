import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
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
  loader: { '.ttf': 'binary', '.otf': 'binary', '.png': 'binary', '.icc': 'binary', '.svg': 'text' },
  define: { 'import.meta.url': '__bundleUrl', 'process.env.NODE_ENV': '"production"' },
  banner: { js: '(function(exports,require,module,__filename,__dirname){const __bundleUrl=require("node:url").pathToFileURL(__filename).href;' },
  footer: { js: '})' },
};

/**
 * Bundles an entry file and every lazy file beside it into `<out>/<name>.cjs`.
 * @returns the names that the entry exports, and the names of the bundles
 */
export async function bundleAll({ src, entry, out }) {
  const warmUp = new URL('./warm-up.js', import.meta.url).pathname;
  const main = await build({
    ...COMMON,
    stdin: {
      contents: `export * from ${JSON.stringify(entry)}; export { warmUp as __warmUp } from ${JSON.stringify(warmUp)};`,
      resolveDir: src,
    },
    outfile: join(out, 'main.cjs'),
    plugins: [lazyBundles(src), bundledPdfkit()],
  });
  await writeFile(join(out, 'meta.json'), JSON.stringify(main.metafile));
  const lazy = await lazyFiles(src);
  for (const file of lazy) {
    await build({
      ...COMMON,
      entryPoints: [file],
      outfile: join(out, `${lazyName(file, src)}.cjs`),
      plugins: [onlyLeaves(), bundledPdfkit()],
    });
  }
  return { bundles: ['main', ...lazy.map((file) => lazyName(file, src))] };
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
