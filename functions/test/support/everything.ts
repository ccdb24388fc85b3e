import { getStorage } from 'firebase-admin/storage';
import * as z from 'zod';
import { database } from '../../src/platform/firestore.ts';

/**
 * All there is: every document of the database with the time of its last write, and every stored file with its
 * generation. Two equal answers mean that nothing was written in between, anywhere.
 */
export async function everything(): Promise<string[]> {
  const [documents, files] = await Promise.all([storedDocuments(), storedFiles()]);
  return [...documents, ...files].sort();
}

/** The same paths, found the slow way, from collection to collection: for a test to see that the quick way misses none. */
export async function everyPath(): Promise<string[]> {
  return (await below(await database().listCollections())).sort();
}

async function below(collections: readonly FirebaseFirestore.CollectionReference[]): Promise<string[]> {
  const found = await Promise.all(
    collections.map(async (collection) => {
      const references = await collection.listDocuments();
      const existing = references.length === 0 ? [] : (await database().getAll(...references)).filter(({ exists }) => exists);
      const deeper = await Promise.all(references.map(async (reference) => below(await reference.listCollections())));
      return [...existing.map(({ ref }) => ref.path), ...deeper.flat()];
    }),
  );
  return found.flat();
}

const Answer = z.array(z.object({ document: z.object({ name: z.string(), updateTime: z.string() }).optional() }));

/**
 * One query over all collections at every depth; only REST takes it. Going through hundreds of documents one by one for
 * what is below each takes longer than the calls that are being tested.
 */
async function storedDocuments(): Promise<string[]> {
  const root = `projects/${process.env['GCLOUD_PROJECT'] ?? ''}/databases/(default)/documents`;
  const url = `http://${process.env['FIRESTORE_EMULATOR_HOST'] ?? ''}/v1/${root}:runQuery`;
  const structuredQuery = { from: [{ allDescendants: true }], select: { fields: [{ fieldPath: '__name__' }] } };
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({ structuredQuery }),
  });
  const found = Answer.parse(await response.json());
  return found.flatMap(({ document }) => (document === undefined ? [] : [`${document.name.slice(root.length + 1)} ${document.updateTime}`]));
}

async function storedFiles(): Promise<string[]> {
  database(); // the app is initialised there, once
  const [files] = await getStorage().bucket().getFiles();
  return files.map(({ name, metadata }) => `file ${name} ${metadata.generation ?? ''}`);
}
