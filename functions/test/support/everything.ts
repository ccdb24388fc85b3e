import { getStorage } from 'firebase-admin/storage';
import { database } from '../../src/platform/firestore.ts';

/**
 * All there is: every document of the database with the time of its last write, and every stored file with its
 * generation. Two equal answers mean that nothing was written in between, anywhere.
 */
export async function everything(): Promise<string[]> {
  const [documents, files] = await Promise.all([below(await database().listCollections()), storedFiles()]);
  return [...documents, ...files].sort();
}

async function below(collections: readonly FirebaseFirestore.CollectionReference[]): Promise<string[]> {
  const found = await Promise.all(
    collections.map(async (collection) => {
      const references = await collection.listDocuments();
      if (references.length === 0) return [];
      const snapshots = await database().getAll(...references);
      const here = snapshots.map(({ ref, updateTime }) => `${ref.path} ${updateTime?.toDate().toISOString() ?? 'missing'}`);
      const deeper = await Promise.all(references.map(async (reference) => below(await reference.listCollections())));
      return [...here, ...deeper.flat()];
    }),
  );
  return found.flat();
}

async function storedFiles(): Promise<string[]> {
  const [files] = await getStorage().bucket().getFiles();
  return files.map(({ name, metadata }) => `file ${name} ${metadata.generation ?? ''}`);
}
