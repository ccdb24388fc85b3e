import { chmod, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../bootstrap/node-version.mjs';
import { CACHE, ROOT } from '../bootstrap/root.mjs';

/** Which emulators run: the static binary from the npm registry, or Google's own suite. */
export type EngineName = 'embedded' | 'official';

/** `EMULATORS=official` asks for firebase-tools (through npx, with Java and its downloads); else the embedded binary. */
export function engineName(): EngineName {
  return process.env['EMULATORS'] === 'official' ? 'official' : 'embedded';
}

const BINARY_PACKAGE = join(ROOT, 'node_modules/@fireemu/linux-x64');

/**
 * The path of the embedded emulator's executable. npm unpacks it without the execute bit and node_modules may be
 * read-only, so a copy stands in our cache, with the Node runner that it expects beside it.
 * @throws Refusal where the registry has no binary for this platform, or it was not installed
 */
export async function embeddedBinary(): Promise<string> {
  if (!existsSync(BINARY_PACKAGE)) {
    throw new Refusal(
      `The emulator binary @fireemu/linux-x64 is missing (this is ${process.platform}-${process.arch}): run \`npm ci\` on Linux x64, or use Google's suite with EMULATORS=official.`,
    );
  }
  const { version } = JSON.parse(await readFile(join(BINARY_PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const folder = join(CACHE, `fireemu-${version}`);
  if (!existsSync(folder)) await copyBinary(folder);
  return join(folder, 'fireemu');
}

/** Copies under a private name first: two suites that start together never see half a binary. */
async function copyBinary(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const draft = `${folder}.${process.pid}`;
  await cp(join(BINARY_PACKAGE, 'bin'), draft, { recursive: true });
  await chmod(join(draft, 'fireemu'), 0o755);
  await rename(draft, folder).catch(async () => rm(draft, { recursive: true, force: true }));
}
