import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { invalidField } from '../../../platform/errors.ts';
import { sha256, stableId } from '../../../platform/ids.ts';
import { KEEP_FOREVER, readSmallFile, storeImmutable } from '../../../platform/storage.ts';
import { recordImmutable } from '../../files/api.ts';
import { MOST_BYTES, Photo, photoPath, pictureType } from '../photo.ts';

export const addPhoto = action({
  name: 'catalogue/add-photo',
  summary: 'Makes an uploaded picture public, for products to show',
  permission: 'catalogue.write',
  input: z.object({
    /** Where the caller uploaded it: `orgs/<organisation>/uploads/<own uid>/<file>`. A PNG, JPEG or WebP of at most 5 MiB. */
    upload: z.string().min(1).max(600),
  }),
  output: Photo,
  async run({ input: { upload }, org, actor, tx, clock }) {
    // Only one's own: what a colleague uploaded may be a receipt, and this makes it public.
    const isOwn = actor.kind === 'member' && upload.startsWith(`orgs/${org.id}/uploads/${actor.uid}/`);
    const bytes = isOwn ? await readSmallFile(upload, MOST_BYTES) : undefined;
    if (bytes === undefined) throw invalidField('upload', { en: 'There is no upload of yours of at most 5 MB here.', nl: 'Hier staat geen upload van jou van hoogstens 5 MB.' });
    const contentType = pictureType(bytes);
    if (contentType === undefined) throw invalidField('upload', { en: 'must be a PNG, JPEG or WebP picture', nl: 'moet een foto zijn: PNG, JPEG of WebP' });
    const id = stableId('photo', sha256(bytes));
    // Before the commit, since a product may name it at once. The same bytes make the same file, however often this runs.
    const stored = await storeImmutable(photoPath(org.id, id), bytes, contentType, KEEP_FOREVER);
    const name = upload.split('/').at(-1) ?? '';
    await recordImmutable({ tx, org, clock }, { ...stored, kind: 'photo', name, about: null });
    const { path, size } = stored;
    return { id, path, contentType, size };
  },
});
