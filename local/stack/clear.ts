import { bucketOf } from './config.ts';
import type { Ports } from './ports.ts';

/** Deletes every document, account and stored object of a project, by the emulators' own interfaces. */
export async function clearData(projectId: string, ports: Ports): Promise<void> {
  await Promise.all([
    remove(`http://127.0.0.1:${ports.firestore}/emulator/v1/projects/${projectId}/databases/(default)/documents`),
    remove(`http://127.0.0.1:${ports.auth}/emulator/v1/projects/${projectId}/accounts`),
    clearBucket(`http://127.0.0.1:${ports.storage}/storage/v1/b/${bucketOf(projectId)}/o`),
  ]);
}

async function clearBucket(objects: string): Promise<void> {
  for (;;) {
    const response = await fetch(objects, { headers: OWNER });
    const { items = [] } = (await response.json()) as { items?: { name: string }[] };
    if (items.length === 0) return;
    for (const { name } of items) await remove(`${objects}/${encodeURIComponent(name)}`);
  }
}

const OWNER = { authorization: 'Bearer owner' };

async function remove(url: string): Promise<void> {
  const response = await fetch(url, { method: 'DELETE', headers: OWNER });
  if (!response.ok) throw new Error(`The emulator refused DELETE ${url} (${response.status}): ${await response.text()}`);
}
