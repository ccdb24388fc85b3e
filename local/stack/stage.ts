import { copyFile, cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyFreshLib } from '../../functions/build/build.mjs';
import { ROOT } from '../bootstrap/root.mjs';
import { functionsConfig } from './config.ts';
import type { Ports } from './ports.ts';

/** How strictly the embedded engine behaves; `emulator` is for @firebase/rules-unit-testing, whose users it must not look up. */
export type Profile = 'strict' | 'emulator';

export interface StageOptions {
  projectId: string;
  ports: Ports;
  profile: Profile;
  world: boolean;
  /** What runs as functions: ours, freshly built, those of another folder, or none. */
  functions: boolean | { lib: string };
  /** What differs from the usual settings. */
  settings: Readonly<Record<string, string>>;
  /** Edits of the rules reach the running stack: for people, not for tests. */
  liveRules: boolean;
}

const RULES = ['firestore.rules', 'storage.rules', 'firestore.indexes.json'];

/**
 * Lays out a private project folder for one stack: firebase.json with its ports, the rules, and a functions folder
 * with its own `.env.local`. The engines read variables of functions only from there, and they reload functions when
 * a file changes, so neither may be shared with another stack.
 * @returns the folder
 */
export async function stage(options: StageOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'toonbank-stack-'));
  for (const file of RULES) {
    if (options.liveRules) await symlink(join(ROOT, file), join(folder, file));
    else await copyFile(join(ROOT, file), join(folder, file));
  }
  if (options.functions) await stageFunctions(join(folder, 'functions'), options);
  await writeFile(join(folder, 'firebase.json'), JSON.stringify(await firebaseJson(options), null, 2));
  await writeFile(join(folder, 'engine.json'), JSON.stringify(engineJson(options.profile), null, 2));
  return folder;
}

async function stageFunctions(folder: string, options: StageOptions): Promise<void> {
  // The code stands beside the folder: the embedded engine reads every file in it once a second, to see what changed.
  const code = `${folder}-code`;
  for (const place of [folder, code]) {
    await mkdir(place);
    await copyFile(join(ROOT, 'functions/package.json'), join(place, 'package.json'));
    await symlink(join(ROOT, 'functions/node_modules'), join(place, 'node_modules'));
  }
  if (typeof options.functions === 'object') await cp(options.functions.lib, join(code, 'lib'), { recursive: true });
  else await copyFreshLib(join(code, 'lib'));
  await mkdir(join(folder, 'lib'));
  await writeFile(join(folder, 'lib/index.js'), `export * from ${JSON.stringify(pathToFileURL(join(code, 'lib/index.js')).href)};\n`);
  const config = {
    ...functionsConfig(options.projectId, options.ports, options.world),
    ...options.settings,
    // The one emulator address that the embedded engine does not give to functions itself.
    PUBSUB_EMULATOR_HOST: `127.0.0.1:${options.ports.pubsub}`,
  };
  const lines = Object.entries(config).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  await writeFile(join(folder, '.env.local'), `${lines.join('\n')}\n`);
}

/** The repository's firebase.json with this stack's ports, and without functions where there are none. */
async function firebaseJson(options: StageOptions): Promise<object> {
  const { functions, emulators, ...rest } = JSON.parse(await readFile(join(ROOT, 'firebase.json'), 'utf8')) as {
    functions: object[];
    emulators: Record<string, object | boolean>;
  };
  const moved = Object.entries(emulators).map(([name, value]) =>
    typeof value === 'object' ? [name, { ...value, port: options.ports[name as keyof Ports] }] : [name, value],
  );
  const served = Object.fromEntries(moved) as Record<string, unknown>;
  if (!options.functions) for (const name of ['functions', 'eventarc', 'tasks']) delete served[name];
  // A functions process that replaces another runs from a copy without what is ignored: `.env.local` must be in it.
  const whole = functions.map((codebase) => ({ ...codebase, ignore: ['node_modules'] }));
  return { ...rest, ...(options.functions ? { functions: whole } : {}), emulators: served };
}

/** The embedded engine's own settings; its defaults would run only 8 calls at once and re-run every missed minute. */
function engineJson(profile: Profile): object {
  return {
    schemaVersion: 1,
    profile,
    firebaseJson: 'firebase.json',
    firestore: { edition: 'standard', apiMode: 'native' },
    functions: { maxGlobalConcurrency: 500 },
    events: { maxAttempts: 6 },
    scheduler: { catchUp: 'latest' },
    auth: { totp: { periodSeconds: 30, digits: 6, windowSteps: 1 } },
  };
}
