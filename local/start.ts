import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from './bootstrap/node-version.mjs';
import { ROOT } from './bootstrap/root.mjs';
import { type OwnStack, startStack } from './stack/index.ts';
import { announce } from './stack/running.ts';
import { engineName } from './stack/engine.ts';

const SEED = join(ROOT, 'emulator-data');

interface Wishes {
  ports: 'free' | 'default';
  verbose: boolean;
  exportDir: string | undefined;
}

/** `npm start [-- --ports=free] [--verbose] [--export[=folder]]` */
function readWishes(argv: string[]): Wishes {
  // A bare --export means the folder that the stack started with.
  const args = argv.map((arg) => (arg === '--export' ? `--export=${SEED}` : arg));
  const { values } = parseArgs({
    args,
    options: { ports: { type: 'string', default: 'default' }, verbose: { type: 'boolean' }, export: { type: 'string' } },
  });
  if (values.ports !== 'free' && values.ports !== 'default') throw new Refusal('--ports is either free or default.');
  return {
    ports: values.ports,
    verbose: values.verbose ?? false,
    // npm runs us in the root folder; a relative path is meant from where the person stands.
    exportDir: values.export === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', values.export),
  };
}

async function start(): Promise<number> {
  const began = Date.now();
  const wishes = readWishes(process.argv.slice(2));
  const asked = untilAsked();
  let serving = false;
  // Before anything serves there is nothing to keep: the emulators go with us.
  void asked.then(() => serving || process.exit(130));
  const stack = await startStack({
    ports: wishes.ports,
    quiet: !wishes.verbose,
    interactive: true,
    ...(existsSync(join(SEED, 'firebase-export-metadata.json')) ? { importDir: SEED } : {}),
    ...(wishes.exportDir === undefined ? {} : { exportDir: wishes.exportDir }),
  });
  serving = true;
  const withdraw = await announce({ projectId: stack.projectId, ports: stack.ports, engine: engineName(), functions: true });
  console.log(`\n${table(addresses(stack))}\n\nReady in ${((Date.now() - began) / 1000).toFixed(1)} s. Ctrl-C stops everything.`);
  const reason = await Promise.race([asked, stack.ended]);
  await withdraw();
  if (reason !== ASKED) {
    console.error(`The emulators ended by themselves:\n${reason}`);
    await stack.stop();
    return 1;
  }
  const stopping = Date.now();
  await stack.stop();
  if (wishes.exportDir !== undefined) await reportExport(wishes.exportDir, stopping);
  return 0;
}

const ASKED = Symbol('asked to stop');

function untilAsked(): Promise<typeof ASKED> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(ASKED));
  });
}

/** The engine refuses some folders without failing (one that others may write to, for example): look at the result. */
async function reportExport(folder: string, since: number): Promise<void> {
  const manifest = await stat(join(folder, 'firebase-export-metadata.json')).catch(() => undefined);
  if (!manifest || manifest.mtimeMs < since) {
    throw new Refusal(`Nothing was exported to ${folder}: it must be empty or an older export, in folders that only you may write to.`);
  }
  console.log(`Exported to ${folder}.`);
}

function addresses({ functionsUrl, ports, folder }: OwnStack): [string, string][] {
  const at = (port: number, path = ''): string => `http://127.0.0.1:${port}${path}`;
  return [
    ['Outside world: mail, phone, Stripe', at(ports.world, '/')],
    ['Emulator UI', at(ports.ui, '/ui')],
    ['Functions', functionsUrl],
    ['Auth', at(ports.auth)],
    ['Firestore', at(ports.firestore)],
    ['Storage', at(ports.storage)],
    ['Tasks', at(ports.tasks)],
    ['Pub/Sub', at(ports.pubsub)],
    ['Emulator hub', at(ports.hub)],
    ['Log of functions and emulators', join(folder, 'engine.log')],
  ];
}

function table(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`).join('\n');
}

try {
  process.exit(await start());
} catch (error) {
  // A Refusal is a sentence for a person; anything else is a fault of ours and keeps its stack.
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
