import { getBytes, ref, type FirebaseStorage } from 'firebase/storage';
import type { Connection } from './connection.ts';
import { storageError } from './storage-errors.ts';
import { FileUpload } from './upload.ts';
import type { Files } from './upload-types.ts';

/**
 * Files of the organisation that `client` works in. Apart from the client itself, so that an app that has no files does
 * not load Storage's SDK.
 * @throws TypeError for the storage of another app than the one whose person is signed in
 */
export function createFiles({ connection }: { readonly connection: Connection }, storage: FirebaseStorage): Files {
  const { auth } = connection.options;
  if (auth === undefined || auth.app.name !== storage.app.name) throw new TypeError('The storage must be of the same Firebase app as the `auth` of the client.');
  return {
    upload: (file, options = {}) => new FileUpload(connection, storage, file, options),
    download: async (path) => {
      try {
        return await getBytes(ref(storage, path));
      } catch (thrown) {
        throw storageError(thrown, connection);
      }
    },
  };
}
