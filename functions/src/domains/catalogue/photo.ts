import * as z from 'zod';
import { contentTypeOf } from '../../platform/file-type.ts';
import { Id } from '../../platform/ids.ts';

/** A picture that everybody may load. */
export const Photo = z
  .object({
    /** What products name it by; the same picture has the same one. */
    id: Id,
    /** Where it stands in Storage, for `ref(storage, path)`. */
    path: z.string(),
    contentType: z.string(),
    /** Bytes. */
    size: z.int(),
  })
  .meta({ id: 'Photo' });
export type Photo = z.output<typeof Photo>;

/** The largest picture: enough for a phone's, and no more than a shopper on the road should load. */
export const MOST_BYTES = 5 * 1024 * 1024;

/** Where a picture of a product stands. Its id follows from what is in it, so nothing there ever changes. */
export function photoPath(orgId: string, photoId: string): string {
  return `orgs/${orgId}/photos/${photoId}`;
}

const PICTURES: readonly (string | undefined)[] = ['image/png', 'image/jpeg', 'image/webp'];

/** What kind of picture these bytes are, whatever they were called; `undefined` for anything else. */
export function pictureType(bytes: Uint8Array): string | undefined {
  const contentType = contentTypeOf(bytes);
  return PICTURES.includes(contentType) ? contentType : undefined;
}
