import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../../../local/bootstrap/root.mjs';
import { type Stack } from '../../../local/stack/connect.ts';
import { useStack } from '../../../local/stack/jest.ts';
import { brokenPromise, readGuide, sharedFiles, withPlaces, type Guide } from './guide.ts';
import { openWorkshop, type Ran, runGuide, type Workshop } from './run-guide.ts';
import { setScene } from './scene.ts';

/** The guides are programs: each is checked against the types and run against the deployed functions. */
const stack = useStack();

const FOLDER = join(ROOT, 'docs/guides');
const index = await readFile(join(FOLDER, 'README.md'), 'utf8');
const names = (await readdir(FOLDER)).filter((file) => file !== 'README.md').sort();
const guides = await Promise.all(names.map(async (file) => [file, readGuide(await readFile(join(FOLDER, file), 'utf8'))] as const));

let workshop: Workshop;
const outcomes = new Map<string, Promise<Ran>>();

/** Begins them all, a few at a time: most of a guide is waiting for the listeners that it is about. */
beforeAll(async () => {
  const local = whereItRuns(stack());
  const scenes = await Promise.all(guides.map(async ([name, guide]) => ({ name, guide, ...(await setScene(stack(), name)) })));
  const shared = Object.entries(sharedFiles(index)).map(([name, text]) => [name, withPlaces(text, local)]);
  const programs = scenes.map(({ name, guide, places }) => [programOf(name), withPlaces(guide.program, { ...local, ...places })]);
  workshop = await openWorkshop(Object.fromEntries([...shared, ...programs]) as Record<string, string>);
  const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
  for (const [place, { name, guide, env, happens }] of scenes.entries()) {
    const outcome = (lanes[place % LANES] ?? Promise.resolve()).then(() => runGuide(workshop, programOf(name), { env, prints: guide.prints, happens }));
    outcomes.set(name, outcome);
    lanes[place % LANES] = outcome.catch(() => undefined);
  }
}, 120_000);

const LANES = 3;

const programOf = (guide: string): string => guide.replace('.md', '.ts');

/** The addresses of `npm start`, which the guides name, and those of this stack. */
function whereItRuns({ projectId, ports, functionsUrl, world }: Stack): Readonly<Record<string, string>> {
  return {
    'demo-toonbank': projectId,
    'http://127.0.0.1:9099': `http://127.0.0.1:${ports.auth}`,
    "'127.0.0.1', 8080": `'127.0.0.1', ${ports.firestore}`,
    'http://127.0.0.1:5001/demo-toonbank/europe-west4': functionsUrl,
    'http://127.0.0.1:4100': world.url,
  };
}

afterAll(async () => {
  await Promise.allSettled(outcomes.values());
  await workshop.remove();
}, 120_000);

test('there are eight, short, and the index lists them all', () => {
  expect(names).toHaveLength(8);
  for (const [name, { title, lines }] of guides) {
    expect(index).toContain(`[${title}](${name})`);
    expect(lines).toBeLessThanOrEqual(80);
  }
});

test('their code is right by the types', async () => {
  const compiler = spawn(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', workshop.folder, '--pretty', 'false'], { cwd: workshop.folder });
  let output = '';
  compiler.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(compiler, 'close');
  expect(output).toBe('');
}, 60_000);

test.each(guides)('%s does what it says', async (name: string, { prints }: Guide) => {
  const { code, printed, complaints } = (await outcomes.get(name)) ?? { code: null, printed: [], complaints: 'not run' };
  expect({ complaints, printed, broken: brokenPromise(prints, printed), code }).toEqual({ complaints: '', printed, broken: undefined, code: 0 });
}, 120_000);
