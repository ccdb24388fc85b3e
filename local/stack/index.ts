import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorldClient } from '../world/client.ts';
import { connect, type Stack } from './connect.ts';
import { engineName } from './engine.ts';
import { DEFAULT_PORTS, freePorts, refuseBusyPorts, type Ports } from './ports.ts';
import { EngineFailure, type EngineProcess, startEngine } from './process.ts';
import { type Profile, stage } from './stage.ts';
import { killRunners, runnersOf, startRunner } from './runner.ts';
import { openWorld } from './world.ts';

export type { Stack } from './connect.ts';
export { emulatorEnv, functionsConfig, REGION } from './config.ts';

export interface StackOptions {
  /** Whether Stripe, Resend and FCM stand-ins run too. Default: as `functions`. */
  world?: boolean;
  /** Whether our functions run: built from functions/src when stale, or taken from a folder of one's own. Default: true. */
  functions?: boolean | { lib: string };
  /** Must begin with `demo-`, so that nothing can ever reach a real project. Default: demo-toonbank. */
  projectId?: string;
  /** An export in the official format that the emulators start with. */
  importDir?: string;
  /** Where to leave an export on `stop()`. Default: nowhere. */
  exportDir?: string;
  /** `free` (default) never collides with another stack; `default` are the official suite's numbers. */
  ports?: 'free' | 'default';
  /** `strict` (default) behaves like production; `emulator` is for @firebase/rules-unit-testing. */
  profile?: Profile;
  /** Default: true. False shows the emulators' output. */
  quiet?: boolean;
  /** Settings and secrets of the functions other than the usual ones, by the names of functions/src/platform/config.ts. */
  settings?: Readonly<Record<string, string>>;
  /** For a person at work: the emulator UI, rules that reload, and virtual time that runs. Default: false. */
  interactive?: boolean;
}

/** A running local stack that this process started, and ends. */
export interface OwnStack extends Stack {
  /** The staged project folder, with engine.log. It goes away on `stop()`. */
  folder: string;
  /** Resolves with its last lines when the emulators end, whether asked to or not. */
  ended: Promise<string>;
  /** Ends everything and removes the staged folder. Safe to call twice. */
  stop(): Promise<void>;
  /** The processes that run our functions; the embedded engine has one for all. */
  functionsPids(): Promise<number[]>;
  /** Kills the functions process without warning; calls fail until `startFunctions`. Data stays. */
  killFunctions(): Promise<void>;
  /** Starts the functions again and waits until they serve; interrupted events are delivered again. */
  startFunctions(): Promise<void>;
}

/** How often a stack on free ports tries again after another process took one of them. */
const ATTEMPTS = 5;

/**
 * Starts emulators, functions and the outside world, and waits until all of them serve.
 * @throws Refusal with one sentence for what a person must mend (a busy port, a missing binary)
 */
export async function startStack(options: StackOptions = {}): Promise<OwnStack> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(await portsFor(options), options);
    } catch (error) {
      const retry = error instanceof EngineFailure && error.portTaken && options.ports !== 'default';
      if (!retry || attempt === ATTEMPTS) throw error;
    }
  }
}

async function portsFor(options: StackOptions): Promise<Ports> {
  if (options.ports !== 'default') return freePorts();
  await refuseBusyPorts(DEFAULT_PORTS);
  return DEFAULT_PORTS;
}

async function startOn(ports: Ports, options: StackOptions): Promise<OwnStack> {
  const projectId = options.projectId ?? 'demo-toonbank';
  const functions = options.functions ?? true;
  const withWorld = options.world ?? Boolean(functions);
  const interactive = options.interactive ?? false;
  const folder = await stage({
    projectId,
    ports,
    profile: options.profile ?? 'strict',
    world: withWorld,
    functions,
    settings: options.settings ?? {},
    liveRules: interactive,
  });
  const world = withWorld ? await openWorld(projectId, ports) : undefined;
  try {
    const engine = await startEngine({
      engine: engineName(),
      folder,
      projectId,
      functions: Boolean(functions),
      ui: interactive,
      importDir: options.importDir,
      exportDir: options.exportDir,
      quiet: options.quiet ?? true,
    });
    const stack = connect({ projectId, ports, world: world?.client, engine: engineName(), functions: Boolean(functions), settings: options.settings ?? {} });
    if (interactive) stack.clock.start();
    return own(stack, engine, folder, async () => world?.stop());
  } catch (error) {
    await world?.stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function own(stack: Stack, engine: EngineProcess, folder: string, stopWorld: () => Promise<void>): OwnStack {
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stack.clock.stop();
    await engine.stop();
    await stopWorld();
    await rm(folder, { recursive: true, force: true });
  };
  const alive = async (): Promise<boolean> => (await stack.control?.functions())?.runnerAlive ?? true;
  return Object.assign(stack, {
    folder,
    ended: engine.ended,
    stop: () => (stopped ??= stop()),
    functionsPids: () => runnersOf(engine.pid, engineName()),
    killFunctions: async () => {
      await killRunners(engine.pid, engineName());
      // An engine needs a moment to notice: a call or a start before that would go to the dead process.
      if (!stack.control) await sleep(500);
      else while (await alive()) await sleep(20);
    },
    startFunctions: async () => {
      // The official suite starts a new process with the next call.
      if (stack.control) await startRunner(folder, alive);
    },
  });
}

export type { WorldClient };
