import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import { GENERATED } from './generated.ts';
import { heavyInMain } from './heavy.ts';
import { lintOpenapi } from './openapi.ts';

/** One check: its complaints, or nothing when all is well. */
interface Check {
  name: string;
  run(): Promise<string>;
}

const CHECKS: Check[] = [
  { name: 'types', run: () => tool('typescript/bin/tsc', ['--noEmit', '--pretty', 'false']) },
  { name: 'lint', run: () => tool('oxlint/bin/oxlint', ['--deny-warnings', '-f', 'unix']) },
  { name: 'generated files', run: drift },
  { name: 'openapi', run: async () => (await lintOpenapi(join(ROOT, 'docs/openapi.json'))).join('\n') },
  { name: 'bundles', run: async () => (await heavyInMain(join(ROOT, 'functions/src'))).join('\n') },
];

/** Runs a tool of node_modules. @returns its output when it fails, else nothing */
function tool(path: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', path), ...args], { cwd: ROOT });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0 ? '' : output.trim() || `${relative(ROOT, path)} ended with ${code}`));
  });
}

async function drift(): Promise<string> {
  const stale: string[] = [];
  for (const { file, make } of GENERATED) {
    const present = await readFile(join(ROOT, file), 'utf8').catch(() => undefined);
    if (present !== (await make())) stale.push(`${file} is not what its sources make: run \`npm run generate\`.`);
  }
  return stale.join('\n');
}

let failed = 0;
for (const { name, run } of CHECKS) {
  const began = Date.now();
  const complaint = await run().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${complaint === '' ? 'ok    ' : 'FAILED'}  ${name.padEnd(16)} ${seconds} s`);
  if (complaint === '') continue;
  failed += 1;
  console.log(`${complaint.replace(/^/gm, '        ')}\n`);
}
console.log(`${CHECKS.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
