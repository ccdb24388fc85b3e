import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';
import { Refusal } from '../bootstrap/node-version.mjs';

/** The port of every service of a stack, all on 127.0.0.1. */
export interface Ports {
  auth: number;
  firestore: number;
  storage: number;
  functions: number;
  eventarc: number;
  tasks: number;
  pubsub: number;
  hub: number;
  logging: number;
  ui: number;
  world: number;
}

/** The official suite's own numbers, which client SDKs and tools expect; the world's is ours. */
export const DEFAULT_PORTS: Ports = {
  auth: 9099,
  firestore: 8080,
  storage: 9199,
  functions: 5001,
  eventarc: 9299,
  tasks: 9499,
  pubsub: 8085,
  hub: 4400,
  logging: 4500,
  ui: 4000,
  world: 4100,
};

export const SERVICES = Object.keys(DEFAULT_PORTS) as (keyof Ports)[];

/** Where free ports are sought: below the range the kernel hands to outgoing connections. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** A free port for every service. Another process may still take one before it is used: the caller tries again. */
export async function freePorts(): Promise<Ports> {
  const found = new Set<number>();
  while (found.size < SERVICES.length) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  const numbers = [...found];
  return Object.fromEntries(SERVICES.map((service, i) => [service, numbers[i]])) as unknown as Ports;
}

/** @throws Refusal naming the first service whose port somebody else holds */
export async function refuseBusyPorts(ports: Ports): Promise<void> {
  for (const service of SERVICES) {
    if (await isFree(ports[service])) continue;
    throw new Refusal(
      `Port ${ports[service]} (${service}) is in use: stop what listens there (an other \`npm start\`?), or take free ports with \`npm start -- --ports=free\`.`,
    );
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
