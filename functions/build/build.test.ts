import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from '../../local/bootstrap/root.mjs';
import { buildInto } from './build.mjs';

const run = promisify(execFile);
const FIXTURE = join(ROOT, 'functions/build/fixture');
const BAD = join(ROOT, 'functions/build/fixture-bad');
const EAGER = join(ROOT, 'functions/build/fixture-eager');

let folder: string;
let lib: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toonbank-build-'));
  lib = join(folder, 'lib');
  await buildInto({ src: FIXTURE, entry: join(FIXTURE, 'index.ts'), out: lib });
  await writeFile(join(folder, 'package.json'), '{"type":"module","main":"lib/index.js"}');
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** Runs code in a Node of its own, outside Jest's module system, with `lib` and `load` at hand. @returns what it prints as JSON */
async function inNode(code: string): Promise<unknown> {
  const prelude = `const { load } = await import('${pathToFileURL(join(lib, 'load.js')).href}');
    const rejected = []; load('main', (script) => rejected.push(script.cachedDataRejected));
    const lib = await import('${pathToFileURL(join(lib, 'index.js')).href}');`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', `${prelude}\n${code}`]);
  return JSON.parse(stdout);
}

test('the entry exports by name what the source exports', async () => {
  const source = await readFile(join(lib, 'index.js'), 'utf8');
  const names = [...source.matchAll(/^export const (\w+)/gm)].map((match) => match[1]);
  expect(names).toEqual(['api', 'label', 'paint', 'paintNothing', 'paintSign', 'spill', 'sweep']);
  expect(await inNode('console.log(JSON.stringify(typeof lib.api))')).toBe('function');
});

test('letters beyond ASCII mean in a bundle what they mean in the source', async () => {
  expect(await inNode("console.log(JSON.stringify(lib.label('brød \\u0153uf\\u2019s \\u{1F600}')))")).toBe('“BR€D €UF€S €” ½');
  expect(await readFile(join(lib, 'main.cjs'), 'latin1')).not.toMatch(/[\x80-\xff]/);
});

/** What `firebase deploy` reads, through the SDK's own loader. */
async function manifestOf(main: string, nodeOptions: string[]): Promise<object> {
  const project = await mkdtemp(join(tmpdir(), 'toonbank-manifest-'));
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module', main: relative(project, main) }));
  const output = join(project, 'manifest.json');
  const bin = join(ROOT, 'functions/node_modules/firebase-functions/lib/bin/firebase-functions.js');
  const env = { ...process.env, FUNCTIONS_MANIFEST_OUTPUT_PATH: output, GCLOUD_PROJECT: 'demo-toonbank' };
  await run(process.execPath, [...nodeOptions, bin, '.'], { cwd: project, env });
  const manifest = JSON.parse(await readFile(output, 'utf8')) as object;
  await rm(project, { recursive: true });
  return manifest;
}

test('the deploy manifest of the bundle is that of the source, parameters and secrets included', async () => {
  const built = await manifestOf(join(lib, 'index.js'), []);
  const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
  const source = await manifestOf(join(FIXTURE, 'index.ts'), ['--import', tsx]);
  expect(built).toEqual(source);
  expect(built).toMatchObject({
    params: [{ name: 'BAKERY_KEY', type: 'secret' }, { name: 'OVENS', default: 3 }, { name: 'TOWN', default: 'Delft' }],
    endpoints: { api: { minInstances: '{{ params.OVENS }}', secretEnvironmentVariables: [{ key: 'BAKERY_KEY' }] } },
  });
});

describe('the code cache', () => {
  const rejected = 'console.log(JSON.stringify([rejected[0], typeof lib.api]))';

  test('is accepted by the Node that made it', async () => {
    expect(await inNode(rejected)).toEqual([false, 'function']);
  });

  test('made by another V8 is rejected, and the bundle loads all the same', async () => {
    const cache = join(lib, 'main.cache');
    const good = await readFile(cache);
    await writeFile(cache, Buffer.from(good).fill(0, 0, 64));
    expect(await inNode(rejected)).toEqual([true, 'function']);
    await rm(cache);
    expect(await inNode('console.log(JSON.stringify(typeof lib.api))')).toBe('function');
    await writeFile(cache, good);
  });
});

test('a lazy bundle is no part of the main one, and works: a PDF with a standard font', async () => {
  const main = await readFile(join(lib, 'main.cjs'), 'latin1');
  expect(main).not.toContain('Times-Roman');
  const head = await inNode("console.log(JSON.stringify(Buffer.from(await lib.paintSign('Vers brood')).subarray(0, 5).toString('latin1')))");
  expect(head).toBe('%PDF-');
});

test('an error thrown by a lazy bundle is of the class that the main bundle knows', async () => {
  expect(await inNode('console.log(JSON.stringify(await lib.paintNothing()))')).toBe('BakeryError');
});

test('a stack trace leads back to the source', async () => {
  const trace = await inNode(`let stack; try { lib.spill(); } catch (error) { stack = error.stack; }
    console.log(JSON.stringify(globalThis[Symbol.for('toonbank:source-stack')](stack)));`);
  const line = (await readFile(join(FIXTURE, 'index.ts'), 'utf8')).split('\n').findIndex((text) => text.includes('milk on the floor')) + 1;
  expect(trace).toContain('TypeError: milk on the floor');
  expect((trace as string).split('\n')[1]).toMatch(new RegExp(`build/fixture/index\\.ts:${line}:\\d+`));
});

test('a lazy file that would get its own copy of the Admin SDK is refused', async () => {
  const out = join(folder, 'bad');
  await expect(buildInto({ src: BAD, entry: join(BAD, 'index.ts'), out })).rejects.toThrow('may not be in a lazy bundle');
});

test('a static import of a lazy file is refused', async () => {
  const out = join(folder, 'bad');
  await expect(buildInto({ src: EAGER, entry: join(EAGER, 'index.ts'), out })).rejects.toThrow('is lazy: import it with');
});
