import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import type { Bench, Row } from './row.ts';

/** More than most take on a slow machine. */
const USUAL_MINUTES = 5;
/** For a benchmark to end its emulators after being told to stop. */
const GRACE_MS = 5_000;

/**
 * Runs a benchmark in a process of its own: none finds what another left in memory, and one that crashes or hangs takes
 * nothing along. What actions log there goes nowhere; what it complains about is shown.
 * @throws Error when it fails or takes too long
 */
export function runApart({ name, minutes = USUAL_MINUTES }: Pick<Bench, 'name' | 'minutes'>): Promise<Row[]> {
  const child = fork(join(ROOT, 'bench/one.ts'), [name], {
    cwd: ROOT,
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4_000)));
  const timer = setTimeout(() => {
    complaint += `\nnot done after ${minutes} minutes`;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  }, minutes * 60_000);
  return new Promise<Row[]>((resolve, reject) => {
    child.once('message', (rows) => {
      process.stderr.write(complaint);
      resolve(rows as Row[]);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(complaint.trim() || 'it ended without rows')));
  }).finally(() => clearTimeout(timer));
}
