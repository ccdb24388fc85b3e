import { spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLIENT = fileURLToPath(new URL('..', import.meta.url));
const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/**
 * Compiles the client to JavaScript and declarations that any project can take.
 * @throws Error with what the compiler said
 */
export async function buildClient(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await compile(outDir);
  const files = await readdir(outDir, { recursive: true });
  await Promise.all(files.filter((file) => file.endsWith('.d.ts')).map((file) => rewrite(join(outDir, file))));
}

function compile(outDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TSC, '-p', CLIENT, '--outDir', outDir, '--pretty', 'false']);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}

/** The compiler rewrites `./x.ts` to `./x.js` in what runs, not in declarations, which nobody could then resolve. */
async function rewrite(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/(from |import\()(['"])(\.{1,2}\/[^'"]*)\.ts\2/g, '$1$2$3.js$2'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient(join(CLIENT, 'dist'));
