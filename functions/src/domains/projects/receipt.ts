import { invalidField } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { fileById } from '../files/api.ts';

/** @throws AppError `invalid-input` at `receiptFileId` when the organisation has no such file */
export async function assertReceipt(reader: Reader, org: Tenant, fileId: string | null): Promise<void> {
  if (fileId === null || (await fileById(reader, org, fileId)) !== undefined) return;
  throw invalidField('receiptFileId', { en: 'There is no such file.', nl: 'Dit bestand bestaat niet.' });
}
