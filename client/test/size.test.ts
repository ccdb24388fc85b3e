import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** A bundle as an app makes it, without Firebase and React. */
async function bundled(code: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: SRC },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    external: ['firebase/*', 'react'],
  });
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return {
    /** Bytes over the line. */
    size: gzipSync(outputFiles[0]?.contents ?? '').length,
    packages: [...new Set(output?.imports.map(({ path }) => path))].sort(),
    files: files.map(([path]) => path.replace(/^.*\//, '')),
  };
}

test('all of it is less than 12 kB', async () => {
  const { size, packages } = await bundled(`export * from './index.ts'`);
  expect(packages).toEqual(['firebase/auth', 'firebase/firestore', 'firebase/storage']);
  expect(size).toBeLessThan(12_000);
});

test('the hooks are less than 4 kB, with what they need of the client', async () => {
  const { size, packages } = await bundled(`export * from './react/index.ts'`);
  expect(packages).toEqual(['firebase/auth', 'react']);
  expect(size).toBeLessThan(4_000);
});

describe('who takes a part gets that part', () => {
  test.each([
    ['createActions', [], 6_500],
    ['createToonbank', ['firebase/firestore'], 9_000],
    ['createFiles', ['firebase/storage'], 4_000],
    ['followOrder', ['firebase/auth'], 2_500],
    ['ToonbankError', [], 600],
  ])('%s', async (name, packages, most) => {
    const part = await bundled(`export { ${name} } from './index.ts'`);
    expect(part.packages).toEqual(packages);
    expect(part.size).toBeLessThan(most);
  });

  test('one hook', async () => {
    const { packages, files } = await bundled(`export { ToonbankProvider, useLive } from './react/index.ts'`);
    expect(packages).toEqual(['react']);
    expect(files.filter((file) => /upload|pages|action|follow/.test(file))).toEqual([]);
  });
});
