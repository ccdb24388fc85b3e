import type { WorldClient } from '../world/client.ts';
import { clearData } from './clear.ts';
import { StackClock } from './clock.ts';
import { emulatorEnv, functionsConfig, functionsUrlOf, REGION } from './config.ts';
import { EngineControl } from './control.ts';
import type { EngineName } from './engine.ts';
import type { Ports } from './ports.ts';

/** Where a running stack is; enough to work with it from any process. */
export interface StackAddress {
  projectId: string;
  ports: Ports;
  engine: EngineName;
  functions: boolean;
  /** What differs from the usual settings of the functions. */
  settings?: Readonly<Record<string, string>>;
}

/** A running local stack: addresses, and the few things that a test or a demo does to it. */
export interface Stack {
  projectId: string;
  ports: Ports;
  /** `http://127.0.0.1:PORT/PROJECT/REGION`, without a trailing slash. */
  functionsUrl: string;
  /** The outside world. Reading it throws in a stack that was started without. */
  world: WorldClient;
  /** Variables for the Admin SDK and for our own config, for code that runs outside the functions process. */
  env: Record<string, string>;
  clock: StackClock;
  /** The embedded engine's control interface; the official suite has none. */
  control: EngineControl | undefined;
  /** Moves time forward for emulators, schedules and functions together. */
  advanceClock(ms: number): Promise<void>;
  /** Runs a scheduled function now and waits until everything it caused is done. */
  run(scheduleName: string): Promise<void>;
  /** Waits until no event, task or call is under way. @throws Error after the limit, also while a retry waits for the clock */
  awaitIdle(timeoutSeconds?: number): Promise<void>;
  /** Takes all data away (documents, accounts, objects, the world's memory); functions and rules stay. */
  clear(): Promise<void>;
}

/** Joins a stack that runs already. */
export function connect(address: StackAddress & { world: WorldClient | undefined }): Stack {
  const { projectId, ports, engine, functions, world, settings } = address;
  const control = engine === 'embedded' ? new EngineControl(ports.auth) : undefined;
  const clock = new StackClock(control, world);
  const awaitIdle = async (timeoutSeconds = 30): Promise<void> => {
    if (!functions) return;
    const limit = Date.now() + timeoutSeconds * 1000;
    do {
      await control?.awaitIdle(timeoutSeconds);
      if (Date.now() > limit) throw new Error(`Webhooks of the outside world were still under way after ${timeoutSeconds} s.`);
      // A delivery on its way is not yet known to the emulators, and will give them work again.
    } while (((await world?.deliveriesUnderWay()) ?? 0) > 0);
  };
  return {
    projectId,
    ports,
    functionsUrl: functionsUrlOf(projectId, ports),
    get world() {
      if (!world) throw new Error('This stack was started without the outside world.');
      return world;
    },
    env: { ...emulatorEnv(projectId, ports), ...functionsConfig(projectId, ports, world !== undefined), ...settings },
    clock,
    control,
    advanceClock: (ms) => clock.advance(ms),
    run: async (scheduleName) => {
      if (control) await control.run(scheduleName);
      else await runOnOfficialSuite(projectId, ports, scheduleName);
      await awaitIdle();
    },
    awaitIdle,
    clear: async () => {
      // Work in flight would write into the emptied project; a retry that waits for the clock is no reason to fail.
      await awaitIdle(5).catch(() => {});
      await Promise.all([clearData(projectId, ports), world?.reset()]);
    },
  };
}

/** The official suite keeps a schedule as a trigger of its own name with an ordinal, and runs it by an event. */
async function runOnOfficialSuite(projectId: string, ports: Ports, name: string): Promise<void> {
  const url = `http://127.0.0.1:${ports.functions}/functions/projects/${projectId}/triggers/${REGION}-${name}-0`;
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  if (!response.ok) throw new Error(`The official suite refused to run ${name} (${response.status}): ${await response.text()}`);
}
