import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CACHE } from '../bootstrap/root.mjs';
import { connect, type Stack, type StackAddress } from './connect.ts';
import { worldClient } from './world.ts';

/** Where `npm start` leaves the address of its stack, for other commands to join it. */
const ADDRESS_FILE = join(CACHE, 'running.json');

/** Tells other processes where this stack is. @returns a function that takes the notice down */
export async function announce({ projectId, ports, engine, functions }: StackAddress): Promise<() => Promise<void>> {
  await mkdir(dirname(ADDRESS_FILE), { recursive: true });
  await writeFile(ADDRESS_FILE, JSON.stringify({ projectId, ports, engine, functions }));
  return () => rm(ADDRESS_FILE, { force: true });
}

/** The stack that `npm start` runs on this machine, or undefined when none answers. */
export async function runningStack(): Promise<Stack | undefined> {
  const text = await readFile(ADDRESS_FILE, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const address = JSON.parse(text) as StackAddress;
  // A stack that was killed left its notice behind.
  if (!(await answers(address.ports.auth)) || !(await answers(address.ports.world))) return undefined;
  return connect({ ...address, world: await worldClient(address.ports) });
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}
