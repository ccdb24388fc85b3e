import { invalidField } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { fileById } from '../files/api.ts';
import { type Organisation } from './organisation.ts';

/** What the makers of our documents can put on paper. */
const PRINTABLE = ['image/png', 'image/jpeg'];
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * A logo goes on every document, so what cannot be printed is refused here and not when an invoice is due.
 * @throws AppError `invalid-input` on the field `branding.logoFileId`
 */
export async function checkLogo(reader: Reader, org: Tenant, { logoFileId }: Organisation['branding']): Promise<void> {
  if (logoFileId === null) return;
  const file = await fileById(reader, org, logoFileId);
  if (file !== undefined && PRINTABLE.includes(file.contentType) && file.size <= MAX_BYTES) return;
  throw invalidField('branding.logoFileId', {
    en: 'A logo is one of your own files: a PNG or JPEG of at most 2 MB.',
    nl: 'Een logo is een van je eigen bestanden: een PNG of JPEG van hoogstens 2 MB.',
  });
}
