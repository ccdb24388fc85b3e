import * as z from 'zod';
import { providerAction } from '../../../platform/action.ts';
import { type Actor } from '../../../platform/actor.ts';
import { invalidField } from '../../../platform/errors.ts';
import { Id, sha256, stableId } from '../../../platform/ids.ts';
import { KEEP_FOREVER, readFile, readSmallFile, storeImmutable } from '../../../platform/storage.ts';
import { type Tenant } from '../../../platform/tenancy.ts';
import { recordImmutable } from '../../files/api.ts';
import { MOST_BYTES, Photo, photoPath, pictureType } from '../photo.ts';

/**
 * Storage is outside the transaction, as any provider is: the intention is committed, the picture is stored under the
 * hash of what is in it, and then it is noted. Dying in between leaves at most a picture that no product can name; the
 * same call, or any other with the same picture, goes on from there.
 */
export const addPhoto = providerAction({
  name: 'catalogue/add-photo',
  summary: 'Makes an uploaded picture public, for products to show',
  permission: 'catalogue.write',
  input: z.object({
    /** Where the caller uploaded it: `orgs/<organisation>/uploads/<own uid>/<file>`. A PNG, JPEG or WebP of at most 5 MiB. */
    upload: z.string().min(1).max(600),
  }),
  output: Photo,
  opened: z.object({ photoId: Id, contentType: z.string() }),
  // Looked at before anything is written, and before anything is read that others wait for.
  async run({ input: { upload }, org, actor }) {
    const bytes = isOwn(upload, org, actor) ? await readSmallFile(upload, MOST_BYTES) : undefined;
    if (bytes === undefined) throw invalidField('upload', { en: 'There is no upload of yours of at most 5 MB here.', nl: 'Hier staat geen upload van jou van hoogstens 5 MB.' });
    const contentType = pictureType(bytes);
    if (contentType === undefined) throw invalidField('upload', { en: 'must be a PNG, JPEG or WebP picture', nl: 'moet een foto zijn: PNG, JPEG of WebP' });
    return { photoId: stableId('photo', sha256(bytes)), contentType };
  },
  // Nobody can change an upload, so these are the bytes that were looked at.
  async call({ input: { upload }, org, opened: { photoId, contentType } }) {
    return storeImmutable(photoPath(org.id, photoId), await readFile(upload), contentType, KEEP_FOREVER);
  },
  async settle({ input: { upload }, opened: { photoId, contentType }, answer, tx, org, clock }) {
    await recordImmutable({ tx, org, clock }, { ...answer, kind: 'photo', name: upload.split('/').at(-1) ?? '', about: null });
    const { path, size } = answer;
    return { id: photoId, path, contentType, size };
  },
});

/** Only one's own: what a colleague uploaded may be a receipt, and this makes it public. */
function isOwn(upload: string, org: Tenant, actor: Actor): boolean {
  return actor.kind === 'member' && upload.startsWith(`orgs/${org.id}/uploads/${actor.uid}/`);
}
