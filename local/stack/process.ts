import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { embeddedBinary, type EngineName } from './engine.ts';

export interface EngineOptions {
  engine: EngineName;
  /** The staged project folder; the engine runs in it. */
  folder: string;
  projectId: string;
  /** Whether functions are staged there. */
  functions: boolean;
  ui: boolean;
  importDir: string | undefined;
  /** Where to write an export when the engine stops. */
  exportDir: string | undefined;
  quiet: boolean;
}

export interface EngineProcess {
  pid: number;
  /** Resolves, with the last lines it printed, when the engine ends for whatever reason. */
  ended: Promise<string>;
  /** Ends the engine in good order (it writes its export first) and waits for it. */
  stop(): Promise<void>;
}

/** Printed by the command that the engine runs once everything is up. */
const READY = 'toonbank-stack-ready';

/**
 * The engines' `exec` starts everything and then runs a command; ours says so, and reads its standard input until we
 * close it. So readiness needs no polling, and when our own process dies, however hard, the engine ends with it.
 */
const COMMAND = `echo ${READY}; exec cat`;

/** Starts the emulators and waits until they serve. @throws Error with the engine's last lines when it does not start */
export async function startEngine(options: EngineOptions): Promise<EngineProcess> {
  const [command, args] = await commandLine(options);
  const child = spawn(command, args, {
    cwd: options.folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C in a terminal reaches us alone, and we end the engine in good order.
    detached: true,
    env: { ...process.env, FIREEMU_NODE: process.execPath, FIREBASE_CLI_DISABLE_UPDATE_CHECK: '1' },
  });
  // The official suite reads nothing before it serves: if we go first, it goes with us.
  const abandon = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  process.once('exit', abandon);
  const tail = followOutput(child, options);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(tail.join('\n')));
    child.once('exit', () => process.off('exit', abandon));
  });
  await Promise.race([
    untilReady(child),
    ended.then((last) => {
      throw new EngineFailure(last);
    }),
  ]);
  return {
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** The engine ended before it served. */
export class EngineFailure extends Error {
  constructor(readonly lastLines: string) {
    super(`The emulators did not start:\n${lastLines}`);
    this.name = 'EngineFailure';
  }

  /** Whether another process took one of our ports in the moment between finding and using it. */
  get portTaken(): boolean {
    return /address already in use|EADDRINUSE|cannot bind|port taken/i.test(this.lastLines);
  }
}

async function commandLine(options: EngineOptions): Promise<[string, string[]]> {
  const data = [
    ...(options.importDir === undefined ? [] : ['--import', options.importDir]),
    ...(options.exportDir === undefined ? [] : ['--export-on-exit', options.exportDir]),
    ...(options.ui ? ['--ui'] : []),
  ];
  if (options.engine === 'embedded') {
    const config = ['--project', options.projectId, '--config', join(options.folder, 'engine.json')];
    return [await embeddedBinary(), ['exec', ...config, ...data, '--', 'sh', '-c', COMMAND]];
  }
  const only = `auth,firestore,storage,pubsub${options.functions ? ',functions,eventarc,tasks' : ''}`;
  const suite = ['--yes', 'firebase-tools@15', 'emulators:exec', '--project', options.projectId];
  return ['npx', [...suite, '--only', process.env['EMULATORS_ONLY'] ?? only, ...data, COMMAND]];
}

/** Writes everything to engine.log (and to the terminal unless quiet), and keeps the last lines for an error message. */
function followOutput(child: ChildProcess, { folder, quiet }: EngineOptions): string[] {
  const log = createWriteStream(join(folder, 'engine.log'));
  // The folder may be gone before the last words of the engine are written; nobody is left to read them then.
  log.on('error', () => {});
  const tail: string[] = [];
  const follow = (chunk: Buffer): void => {
    log.write(chunk);
    if (!quiet) process.stderr.write(chunk);
    tail.push(...chunk.toString().split('\n').filter(Boolean));
    tail.splice(0, tail.length - 20);
  };
  child.stdout?.on('data', follow);
  child.stderr?.on('data', follow);
  return tail;
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes(READY)) resolve();
    });
  });
}
