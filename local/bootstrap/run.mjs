import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { Refusal } from './node-version.mjs';
import { ROOT } from './root.mjs';

const JEST = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
const script = (file) => ['--import', 'tsx', file];

/** Each command of package.json: what Node runs, and whether it needs the built functions first. */
const COMMANDS = {
  start: { node: script('local/start.ts'), build: true },
  test: { node: JEST, build: true },
  demo: { node: script('local/demo.ts'), build: true },
  figures: { node: script('local/figures.ts'), build: true },
  seed: { node: script('local/seed/index.ts'), build: true },
  check: { node: script('lint/check.ts'), build: false },
  generate: { node: script('lint/generate.ts'), build: false },
  bench: { node: script('bench/index.ts'), build: true },
};

/**
 * Sets up what is missing (packages of both folders, the build of the functions) and runs one command.
 * @returns the exit code of the command
 * @throws Refusal with one sentence when the set-up cannot be made
 */
export async function run(name, args) {
  const command = COMMANDS[name];
  if (!command) throw new Refusal(`There is no command "${name}"; there are: ${Object.keys(COMMANDS).join(', ')}.`);
  ensureInstalled(ROOT);
  ensureInstalled(join(ROOT, 'functions'));
  if (command.build && existsSync(join(ROOT, 'functions/src/index.ts'))) {
    const { buildIfStale } = await import('../../functions/build/build.mjs');
    await buildIfStale().catch((error) => {
      throw new Refusal(`The functions do not build. ${error.message}`);
    });
  }
  return runNode([...command.node, ...args]);
}

/** Runs Node in the root folder, hands it every signal, and resolves to its exit code. */
function runNode(args) {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  // Ctrl-C reaches the whole group: the child stops in its own time, and we wait for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
