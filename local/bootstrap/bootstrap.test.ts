import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_PORTS, freePorts, refuseBusyPorts } from '../stack/ports.ts';
import { isInstalled } from './install.mjs';
import { nodeProblem } from './node-version.mjs';
import { ROOT } from './root.mjs';

test.each(['20.0.0', '22.4.1', '26.0.0-nightly'])('Node %s will do', (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

test.each(['18.19.1', '8.17.0'])('Node %s is refused in one sentence', (version) => {
  expect(nodeProblem(version)).toBe(`Toonbank needs Node 20 or later; this is Node ${version}.`);
});

test('an unknown command is refused in one sentence', () => {
  const result = spawnSync(process.execPath, [join(ROOT, 'local/bootstrap/main.mjs'), 'strat'], { encoding: 'utf8' });
  expect(result.status).toBe(1);
  expect(result.stderr.trim().split('\n')).toEqual([expect.stringContaining('There is no command "strat"')]);
});

test('a busy port is refused with its number, its service and a way out', async () => {
  const ports = await freePorts();
  const holder = createServer().listen(ports.tasks, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  await expect(refuseBusyPorts(ports)).rejects.toThrow(new RegExp(`Port ${ports.tasks} \\(tasks\\) is in use.*--ports=free`));
  await new Promise((resolve) => holder.close(resolve));
  await expect(refuseBusyPorts(ports)).resolves.toBeUndefined();
});

test('free ports are as many as there are services, and below what the kernel gives away', async () => {
  const numbers = Object.values(await freePorts()) as number[];
  expect(new Set(numbers).size).toBe(Object.keys(DEFAULT_PORTS).length);
  expect(Math.max(...numbers)).toBeLessThan(32_768);
});

describe('what is installed', () => {
  let folder: string;
  const lock = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages });
  const bread = { version: '1.2.3', integrity: 'sha512-bread' };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'toonbank-install-'));
    await mkdir(join(folder, 'node_modules'));
    await writeFile(
      join(folder, 'package-lock.json'),
      lock({ '': { name: 'shop' }, 'node_modules/bread': bread, 'node_modules/crumb': { ...bread, optional: true } }),
    );
  });
  afterEach(() => rm(folder, { recursive: true }));

  const installed = (packages: object): Promise<void> =>
    writeFile(join(folder, 'node_modules/.package-lock.json'), lock(packages));

  test('is nothing while npm has not finished', () => {
    expect(isInstalled(folder)).toBe(false);
  });

  test('is enough without the optional packages of other platforms', async () => {
    await installed({ 'node_modules/bread': bread });
    expect(isInstalled(folder)).toBe(true);
  });

  test('is stale when the lock file asks for another version', async () => {
    await installed({ 'node_modules/bread': { version: '1.2.2', integrity: 'sha512-older' } });
    expect(isInstalled(folder)).toBe(false);
  });

  test('is stale when the lock file asks for one more package', async () => {
    await installed({});
    expect(isInstalled(folder)).toBe(false);
  });
});
