import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../local/bootstrap/root.mjs';
import { until } from '../../../local/story/wait.ts';
import { brokenPromise } from './guide.ts';
import { type Wish } from './stage.ts';

const HERE = join(ROOT, 'functions/test/guides');

/** A folder in which programs find what a reader of the guides has installed. */
export interface Workshop {
  readonly folder: string;
  remove(): Promise<void>;
}

/** @param files by name, the programs and what they share */
export async function openWorkshop(files: Readonly<Record<string, string>>): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'toonbank-guides-'));
  await Promise.all([
    symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules')),
    copyFile(join(HERE, 'stage.ts'), join(folder, 'stage.ts')),
    writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' })),
    writeFile(join(folder, 'tsconfig.json'), JSON.stringify(CONFIG)),
    ...Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)),
  ]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

const CONFIG = {
  extends: join(ROOT, 'tsconfig.json'),
  compilerOptions: {
    noEmit: true,
    // A guide may end before it uses what it shows.
    noUnusedLocals: false,
    lib: ['es2023', 'dom'],
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
    paths: {
      '@toonbank/client': [join(ROOT, 'client/src/index.ts')],
      '@stripe/stripe-js': [join(HERE, 'stripe-js.ts')],
    },
  },
  include: ['*.ts'],
};

/** What came of a command: its exit code, what it printed, and what it complained of. */
export interface Ran {
  readonly code: number | null;
  readonly printed: readonly string[];
  readonly complaints: string;
}

interface Playing {
  readonly env: Readonly<Record<string, string>>;
  readonly prints: readonly string[];
  /** Plays the parts of others. */
  happens(event: string): Promise<void>;
}

/** Runs a program of the workshop to its end. */
export async function runGuide({ folder }: Workshop, file: string, { env, prints, happens }: Playing): Promise<Ran> {
  const child = fork(join(folder, file), [], { cwd: folder, execArgv: ['--import', 'tsx', '--no-warnings'], env: { ...process.env, ...env }, silent: true });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (chunk: Buffer) => (output[name] += chunk.toString()));
  const printed = (): string[] => output.stdout.split('\n');
  const grant = (wish: Wish): Promise<unknown> => ('event' in wish ? happens(wish.event) : allPrinted(prints.slice(0, wish.printed), printed));
  child.on('message', (wish: Wish) => {
    grant(wish).then(
      () => child.send({ problem: null }),
      (problem: unknown) => child.send({ problem: String(problem) }),
    );
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 90_000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, printed: printed(), complaints: output.stderr };
}

function allPrinted(prints: readonly string[], printed: () => readonly string[]): Promise<boolean> {
  return until(`"${prints.at(-1)}" to be printed`, () => brokenPromise(prints, printed()) === undefined, 40_000);
}
