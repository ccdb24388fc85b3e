import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How the processes that run our functions appear in their command lines, for each engine. */
const RUNNER = { embedded: 'runner-node/index.mjs', official: 'functionsEmulatorRuntime' };

/** The processes that run functions under an engine. */
export async function runnersOf(enginePid: number, engine: keyof typeof RUNNER): Promise<number[]> {
  return (await descendants(enginePid)).filter(({ command }) => command.includes(RUNNER[engine])).map(({ pid }) => pid);
}

/** Kills them all without warning. Data and queues stay with the engine. */
export async function killRunners(enginePid: number, engine: keyof typeof RUNNER): Promise<void> {
  for (const pid of await runnersOf(enginePid, engine)) process.kill(pid, 'SIGKILL');
}

/**
 * Makes the embedded engine start a new runner, which it does only when a source file changes. Events that the old
 * one was handling are delivered to the new one again.
 */
export async function startRunner(folder: string, alive: () => Promise<boolean>): Promise<void> {
  await writeFile(join(folder, 'functions/started-again.txt'), new Date().toISOString());
  const limit = Date.now() + 30_000;
  while (!(await alive())) {
    if (Date.now() > limit) throw new Error('The functions did not start again within 30 seconds; see engine.log.');
    await sleep(50);
  }
}

interface Process {
  pid: number;
  parent: number;
  command: string;
}

async function descendants(root: number): Promise<Process[]> {
  const all = await processes();
  const family = new Set([root]);
  // Children have no fixed place relative to their parents: repeat until nobody is added.
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => pid !== root && family.has(pid));
}

/** Every process, read from /proc: small images have no `ps`. */
async function processes(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => describe(pid).catch(() => undefined)));
  return found.filter((process) => process !== undefined);
}

async function describe(pid: string): Promise<Process> {
  const [stat, command] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/cmdline`, 'utf8'),
  ]);
  // pid (name with anything in it) state parent …
  const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  return { pid: parseInt(pid, 10), parent: parseInt(parent ?? '0', 10), command };
}
