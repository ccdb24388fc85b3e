export { type StoredFile } from './file.ts';
export { fileById, recordImmutable } from './repo.ts';
