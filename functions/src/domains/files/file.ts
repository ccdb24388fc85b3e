import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';

/** One file in Storage, as its document in Firestore describes it. */
export const StoredFile = z.object({
  id: Id,
  /** What it is for, such as `invoice-pdf`. */
  kind: z.string(),
  name: z.string(),
  /** Path in the bucket. */
  path: z.string(),
  contentType: z.string(),
  /** Bytes. */
  size: z.int(),
  /** Hexadecimal. */
  sha256: z.string(),
  /** The document it belongs to. */
  about: z.object({ collection: z.string(), id: Id }).nullable(),
  /** Stored once and never changed: invoices and what the law wants kept. */
  immutable: z.boolean(),
  createdAt: Instant,
});
export type StoredFile = z.output<typeof StoredFile>;
