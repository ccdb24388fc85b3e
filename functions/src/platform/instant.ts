import * as z from 'zod';

/** A moment: `Date` in code, a timestamp in Firestore, an ISO 8601 string in UTC in JSON. */
export const Instant = z
  .codec(z.iso.datetime({ offset: true }), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  })
  .meta({ description: 'Moment in time, ISO 8601 in UTC' });

/** The stamps of an edited document (`Stamped` in tx.ts), as part of an entity's schema. */
export const stamps = { createdAt: Instant, updatedAt: Instant, version: z.int().positive() };

/** Whole seconds since 1970, as providers write moments. */
export function toUnixSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}

export function fromUnixSeconds(seconds: number): Date {
  return new Date(seconds * 1000);
}
