import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stack } from '../stack/connect.ts';
import { EMULATOR_DATA } from './cast.ts';

const MANIFEST = 'firebase-export-metadata.json';

/** An empty start: the hand-written accounts and nothing else, as an export of its own. @param folder does not exist yet */
export async function onlyAccounts(folder: string): Promise<void> {
  const { version, auth } = await manifestOf(EMULATOR_DATA);
  await cp(join(EMULATOR_DATA, 'auth_export'), join(folder, 'auth_export'), { recursive: true });
  await writeFile(join(folder, MANIFEST), JSON.stringify({ version, auth }, null, 2));
}

/** Takes documents and files of an export over into emulator-data. The accounts there stay as they are written. */
export async function keepExport(folder: string): Promise<void> {
  const exported = await manifestOf(folder);
  const { auth } = await manifestOf(EMULATOR_DATA);
  for (const part of ['firestore_export', 'storage_export']) {
    await rm(join(EMULATOR_DATA, part), { recursive: true, force: true });
    await cp(join(folder, part), join(EMULATOR_DATA, part), { recursive: true });
  }
  await writeFile(join(EMULATOR_DATA, MANIFEST), `${JSON.stringify({ ...exported, auth }, null, 2)}\n`);
}

/**
 * Takes away the providers' events that have been processed: they weigh as much as all the rest, and nobody sends them
 * again, since the outside world begins anew with every stack.
 */
export async function forgetEvents({ projectId, ports }: Stack): Promise<void> {
  const documents = `http://127.0.0.1:${ports.firestore}/v1/projects/${projectId}/databases/(default)/documents`;
  const asOwner = { headers: { authorization: 'Bearer owner', 'content-type': 'application/json' } };
  for (;;) {
    const page = await fetch(`${documents}/inbox?pageSize=300&mask.fieldPaths=provider`, asOwner);
    const { documents: events = [] } = (await page.json()) as { documents?: { name: string }[] };
    if (events.length === 0) return;
    const writes = events.map(({ name }) => ({ delete: name }));
    const answer = await fetch(`${documents}:commit`, { ...asOwner, method: 'POST', body: JSON.stringify({ writes }) });
    if (!answer.ok) throw new Error(`The emulator refused to delete events (${answer.status}): ${await answer.text()}`);
  }
}

async function manifestOf(folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Record<string, unknown>;
}
