export { type StoredFile } from './file.ts';
export { fileById, filesAt, recordImmutable } from './repo.ts';
