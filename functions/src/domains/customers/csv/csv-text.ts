import * as z from 'zod';
import { MAX_BODY_BYTES } from '../../../platform/call.ts';
import { decodeText } from '../../../platform/csv.ts';
import { invalidField } from '../../../platform/errors.ts';

/** The largest file of customers that a call carries. */
export const MAX_CSV_BYTES = MAX_BODY_BYTES;

export const csvFields = {
  csv: z.string().min(1, 'must not be empty').max(MAX_CSV_BYTES, 'is too large; split the file'),
  /** `base64`: the bytes of the file, of which UTF-8, UTF-16 and Windows-1252 are told apart, for whoever does not know its character set. */
  encoding: z.enum(['text', 'base64']).default('text'),
};

/** The text of the file. @throws AppError `invalid-input` at `csv` */
export function csvText({ csv, encoding }: { readonly csv: string; readonly encoding: 'text' | 'base64' }): string {
  if (encoding === 'text') return csv;
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(csv)) return decodeText(Buffer.from(csv, 'base64'));
  throw invalidField('csv', { en: 'This is not Base64.', nl: 'Dit is geen Base64.' });
}
