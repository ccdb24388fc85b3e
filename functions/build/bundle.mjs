import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { writeAscii } from './ascii.mjs';
import { keepOwnMappings } from './source-map.mjs';
import { bundledPdfkit, LAZY, lazyBundles, lazyName, leaves, SHARED } from './plugins.mjs';

/** How every bundle is made. The wrapper makes the file one function expression, which `lib/load.js` compiles and calls. */
const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
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
 * Libraries tell classes apart, and our errors name themselves, by `constructor.name`. What is loaded lazily has short
 * names, and each function is told its own when it is made; in the main bundle, where that would be paid at every call
 * (a sixth of its processor time), names are left as they are.
 */
const LAZY_NAMES = { minify: true, keepNames: true };
const MAIN_NAMES = { minifyWhitespace: true, minifySyntax: true };

/**
 * Bundles an entry file and every lazy file beside it into `<out>/<name>.cjs`; without `out`, only in memory.
 * @returns what esbuild knows of the main bundle's files
 */
export async function bundleAll({ src, entry, out }) {
  const bundle = async (name, options) => {
    const outfile = join(out ?? src, `${name}.cjs`);
    const { metafile } = await build({ ...COMMON, ...options, outfile, write: out !== undefined });
    if (out !== undefined) await keepOwnMappings(`${outfile}.map`, await writeAscii(outfile));
    return metafile;
  };
  const lazy = await lazyFiles(src);
  const [metafile] = await Promise.all([
    bundle('main', { ...MAIN_NAMES, stdin: { contents: mainSource(src, entry), resolveDir: src }, plugins: [lazyBundles(src), bundledPdfkit()] }),
    ...lazy.map((file) => bundle(lazyName(file, src), { ...LAZY_NAMES, entryPoints: [file], plugins: [leaves(src), bundledPdfkit()] })),
  ]);
  return { metafile };
}

/** The entry, what makes the code cache better, and what lazy bundles share. */
function mainSource(src, entry) {
  const from = (file) => `from ${JSON.stringify(file)};`;
  const warmUp = `export { warmUp as __warmUp } ${from(new URL('./warm-up.js', import.meta.url).pathname)}`;
  const shared = SHARED.filter(({ file }) => existsSync(join(src, file))).map(({ file, name }) => `export * as ${name} ${from(join(src, file))}`);
  return [`export * ${from(entry)}`, warmUp, ...shared].join('\n');
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
