import * as z from 'zod';
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

/** How the files of each type begin: at these places, these bytes. */
const BEGINNINGS: readonly { readonly contentType: string; readonly parts: readonly (readonly [at: number, bytes: string])[] }[] = [
  // https://www.w3.org/TR/png-3/#3PNGsignature
  { contentType: 'image/png', parts: [[0, '\x89PNG\r\n\x1a\n']] },
  // Start of image, and the marker that must follow it: ITU-T T.81, B.1.1.3
  { contentType: 'image/jpeg', parts: [[0, '\xff\xd8\xff']] },
  // https://developers.google.com/speed/webp/docs/riff_container
  { contentType: 'image/webp', parts: [[0, 'RIFF'], [8, 'WEBP']] },
];

/** What kind of picture these bytes are, whatever they were called; `undefined` for anything else. */
export function pictureType(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return BEGINNINGS.find(({ parts }) => parts.every(([at, part]) => text.startsWith(part, at)))?.contentType;
}
