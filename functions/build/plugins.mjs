import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';

/** What a lazily loaded file is called. Each becomes a bundle of its own, loaded by the first `import()` of it. */
export const LAZY = /\.lazy\.tsx?$/;

/** The name of the bundle of a lazy file: its path under src, flat. */
export function lazyName(file, src) {
  return relative(src, file).replace(LAZY, '').replace(/[\\/]/g, '-');
}

/**
 * Turns `await import('./x.lazy.ts')` into a call of our loader, so that the main bundle neither contains nor parses
 * what few requests need. A static import of a lazy file would undo that, and is refused.
 */
export function lazyBundles(src) {
  return {
    name: 'lazy-bundles',
    setup(build) {
      build.onResolve({ filter: LAZY }, ({ path, resolveDir, importer, kind }) => {
        if (kind === 'entry-point' || LAZY.test(importer)) return undefined;
        if (kind !== 'dynamic-import') {
          return { errors: [{ text: `${path} is lazy: import it with \`await import()\`, types apart.` }] };
        }
        return { path: resolve(resolveDir, path), namespace: 'lazy' };
      });
      build.onLoad({ filter: LAZY, namespace: 'lazy' }, ({ path }) => ({
        contents: `module.exports = require('toonbank:bundle/${lazyName(path, src)}')`,
        loader: 'js',
      }));
      build.onResolve({ filter: /^toonbank:bundle\// }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** Our own files of which two copies would differ: error classes and `instanceof`, the clock, the logger's context. */
export const SHARED = ['errors', 'config', 'firestore', 'log', 'clock', 'tx'].map((name) => ({ file: `platform/${name}.ts`, name: `__shared_${name}` }));

/** Libraries with a registry of apps, of which a copy would know nothing. */
const ONE_COPY = /[\\/]node_modules[\\/](firebase-admin|firebase-functions)[\\/]/;

/**
 * Lazy bundles have copies of what they import, which is harmless for vendors and pure code. Shared files they take
 * from the main bundle, which exports them for this; the libraries of Google they may not have.
 */
export function leaves(src) {
  return {
    name: 'leaves',
    setup(build) {
      build.onResolve({ filter: /\.ts$/ }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        return SHARED.some((shared) => resolve(src, shared.file) === file) ? { path: file, namespace: 'shared' } : undefined;
      });
      build.onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => {
        const { name } = SHARED.find(({ file }) => resolve(src, file) === path);
        return { contents: `module.exports = require('toonbank:bundle/main').${name}`, loader: 'js' };
      });
      build.onResolve({ filter: /^toonbank:bundle\// }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: ONE_COPY }, ({ path }) => ({
        errors: [{ text: `${relative(src, path)} may not be in a lazy bundle: pass what is needed as an argument instead.` }],
      }));
    },
  };
}

/**
 * pdfkit finds its standard fonts by `createRequire(import.meta.url)('#standard-fonts/…')`, which points nowhere in a
 * bundle. Without its own `require` the calls are ordinary ones, which esbuild resolves and inlines.
 */
export function bundledPdfkit() {
  return {
    name: 'bundled-pdfkit',
    setup(build) {
      build.onLoad({ filter: /pdfkit\/js\/pdfkit\.node\.mjs$/ }, async ({ path }) => {
        const code = await readFile(path, 'utf8');
        const contents = code
          .replace('const require$1 = createRequire(import.meta.url);', '')
          .replaceAll("require$1('#standard-fonts/", "require('#standard-fonts/");
        if (contents === code) return { errors: [{ text: 'pdfkit no longer looks as bundled-pdfkit expects it.' }] };
        return { contents, loader: 'js' };
      });
    },
  };
}
