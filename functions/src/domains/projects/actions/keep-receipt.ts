import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { invalidField } from '../../../platform/errors.ts';
import { contentTypeOf } from '../../../platform/file-type.ts';
import { Id, sha256, stableId } from '../../../platform/ids.ts';
import { readSmallFile, storeImmutable } from '../../../platform/storage.ts';
import { recordImmutable } from '../../files/api.ts';

/** Enough for a photo of a phone, or a receipt of many pages. */
const MOST_BYTES = 10 * 1024 * 1024;

export const keepReceipt = action({
  name: 'projects/keep-receipt',
  summary: 'Keeps an uploaded receipt for good, for an expense to name',
  permission: 'projects.write',
  input: z.object({
    /** Where the caller uploaded it: `orgs/<organisation>/uploads/<own uid>/<file>`. A PDF or picture of at most 10 MiB. */
    upload: z.string().min(1, 'must not be empty').max(600, 'must have at most 600 characters'),
  }),
  output: z.object({
    /** What `receiptFileId` of an expense names. */
    fileId: Id,
    path: z.string(),
    contentType: z.string(),
    /** Bytes. */
    size: z.int(),
  }),
  async run({ input: { upload }, org, actor, tx, clock }) {
    const isOwn = actor.kind === 'member' && upload.startsWith(`orgs/${org.id}/uploads/${actor.uid}/`);
    const bytes = isOwn ? await readSmallFile(upload, MOST_BYTES) : undefined;
    if (bytes === undefined) throw invalidField('upload', { en: 'There is no upload of yours of at most 10 MB here.', nl: 'Hier staat geen upload van jou van hoogstens 10 MB.' });
    const contentType = contentTypeOf(bytes);
    if (contentType === undefined) throw invalidField('upload', { en: 'This is neither a PDF nor a photo.', nl: 'Dit is geen pdf en geen foto.' });
    // Before the commit, since an expense may name it at once. The same bytes make the same file, however often this runs.
    const stored = await storeImmutable(`orgs/${org.id}/receipts/${stableId('receipt', sha256(bytes))}`, bytes, contentType);
    const { id, path, size } = await recordImmutable({ tx, org, clock }, { ...stored, kind: 'receipt', name: upload.split('/').at(-1) ?? '', about: null });
    return { fileId: id, path, contentType, size };
  },
});
