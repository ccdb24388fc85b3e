/** How the files of each type begin: at these places, these bytes. */
const BEGINNINGS = [
  // https://www.w3.org/TR/png-3/#3PNGsignature
  { contentType: 'image/png', parts: [[0, '\x89PNG\r\n\x1a\n']] },
  // Start of image, and the marker that must follow it: ITU-T T.81, B.1.1.3
  { contentType: 'image/jpeg', parts: [[0, '\xff\xd8\xff']] },
  // https://developers.google.com/speed/webp/docs/riff_container
  { contentType: 'image/webp', parts: [[0, 'RIFF'], [8, 'WEBP']] },
  // What phones of Apple make: ISO/IEC 23008-12, 10.2
  { contentType: 'image/heic', parts: [[4, 'ftypheic']] },
  // ISO 32000-1, 7.5.2
  { contentType: 'application/pdf', parts: [[0, '%PDF-']] },
] as const satisfies readonly { contentType: string; parts: readonly (readonly [at: number, bytes: string])[] }[];

export type KnownType = (typeof BEGINNINGS)[number]['contentType'];

/** What kind of file these bytes are, whatever it was called; `undefined` for what we do not take. */
export function contentTypeOf(bytes: Uint8Array): KnownType | undefined {
  const text = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return BEGINNINGS.find(({ parts }) => parts.every(([at, part]) => text.startsWith(part, at)))?.contentType;
}
