import { Permanent } from '../../platform/outbox.ts';
import { readFile } from '../../platform/storage.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import { fileById } from '../files/api.ts';
import { type IssuedInvoice } from './frozen.ts';
import { filenameOf } from './mailing.ts';
import { type Logo } from './paper-parties.ts';

/**
 * Where a document of an invoice stands in Storage.
 * @param ending what follows the number, with the extension: `.pdf`, `-reminder-1.pdf`
 */
export function pathOf(org: Tenant, invoice: IssuedInvoice, ending: string): string {
  return `${org.path}/invoices/${invoice.id}/${filenameOf(invoice.number)}${ending}`;
}

/** The name of a file, without its folders. */
export function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The organisation's logo as it was when the invoice was issued. */
export async function logoOf(org: Tenant, invoice: Pick<IssuedInvoice, 'seller'>): Promise<Logo | undefined> {
  const { logoFileId } = invoice.seller.branding;
  if (logoFileId === null) return undefined;
  const file = await fileById(reader, org, logoFileId);
  if (file === undefined) return undefined;
  const { contentType: type } = file;
  if (type !== 'image/png' && type !== 'image/jpeg') throw new Permanent(`logo ${logoFileId} is ${type}`);
  return { bytes: await readFile(file.path), type };
}
