import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OwnStack, startStack } from './index.ts';

/** Functions so small that only the stack itself is under test. */
const SOURCE = `
import { onRequest } from 'firebase-functions/v2/https';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { getApps, initializeApp } from 'firebase-admin/app';
import { FieldValue, getFirestore } from 'firebase-admin/firestore';
const region = 'europe-west4';
const db = () => { if (getApps().length === 0) initializeApp(); return getFirestore(); };
const runs = () => db().doc('counters/sweep');
export const api = onRequest({ region }, async (request, response) => {
  response.json({ pid: process.pid, url: process.env.API_URL, runs: (await runs().get()).data()?.n ?? 0 });
});
export const sweep = onSchedule({ region, schedule: 'every 1 minutes' }, async () => {
  await runs().set({ n: FieldValue.increment(1) }, { merge: true });
});
`;

interface Answer {
  pid: number;
  url: string;
  runs: number;
}

describe('a stack with functions', () => {
  let lib: string;
  let stack: OwnStack;

  beforeAll(async () => {
    lib = await mkdtemp(join(tmpdir(), 'toonbank-lib-'));
    await writeFile(join(lib, 'index.js'), SOURCE);
    stack = await startStack({ functions: { lib }, world: false });
  }, 60_000);

  afterAll(async () => {
    await stack.stop();
    await rm(lib, { recursive: true });
  });

  const ask = async (): Promise<Answer> => (await fetch(`${stack.functionsUrl}/api`)).json() as Promise<Answer>;

  test('functions read the variables of their own stack', async () => {
    expect((await ask()).url).toBe(`${stack.functionsUrl}/api`);
  });

  test('a schedule runs by hand, and when the clock has moved past it', async () => {
    await stack.run('sweep');
    expect((await ask()).runs).toBe(1);
    await stack.advanceClock(61_000);
    await stack.awaitIdle();
    expect((await ask()).runs).toBe(2);
  });

  test('a schedule that is not deployed cannot be run', async () => {
    await expect(stack.run('sweeep')).rejects.toThrow('unknown function');
  });

  test('killed functions do not answer; started again they do, with all data and variables', async () => {
    const before = await ask();
    await stack.killFunctions();
    expect((await fetch(`${stack.functionsUrl}/api`)).status).toBe(502);
    await stack.startFunctions();
    const after = await ask();
    expect(after.pid).not.toBe(before.pid);
    expect(after).toEqual({ ...before, pid: after.pid });
  });
});
