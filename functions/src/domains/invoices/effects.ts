import { type Effect, Permanent } from '../../platform/outbox.ts';
import { readFile, storeImmutable, type StoredFile } from '../../platform/storage.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import { renderPdf, type PaperDocument } from '../documents/api.ts';
import { fileById, recordImmutable } from '../files/api.ts';
import { assertIssued, type IssuedInvoice } from './frozen.ts';
import { filenameOf, mailInvoice } from './mailing.ts';
import { type PdfOrder, pdfOf } from './outbox-kinds.ts';
import { paperOf } from './paper.ts';
import { changeInvoice, INVOICES, invoiceById } from './repo.ts';

/**
 * Makes the PDF of an issued invoice and stores it for good; in the transaction that marks this done, the invoice gets
 * its PDF and the mail that takes it along is written. A second run finds the same bytes at the same place.
 */
export const invoicePdfEffect: Effect<PdfOrder> = {
  ...pdfOf,
  queue: 'render',
  maxAttempts: 8,
  leaseMs: 120_000,
  async perform({ org, payload }) {
    const invoice = await invoiceById(reader, org, payload.invoiceId);
    assertIssued(invoice);
    if (invoice.pdf !== null) return { path: invoice.pdf.path, earlier: true };
    const { bytes } = await renderPdf(paperOf(org, invoice, await logoOf(org, invoice)));
    const file = await storeImmutable(pathOf(org, invoice, 'pdf'), bytes, 'application/pdf');
    return { file };
  },
  async settle({ tx, org, clock, correlationId, payload, info, outboxId }) {
    const before = await invoiceById(tx, org, payload.invoiceId);
    let invoice = before;
    const file = info['file'] as StoredFile | undefined;
    if (file !== undefined && before.pdf === null) {
      const about = { collection: INVOICES, id: before.id };
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const stored = await recordImmutable({ tx, org, clock }, { ...file, kind: 'invoice-pdf', name, about });
      invoice = changeInvoice(tx, org, before, { pdf: { fileId: stored.id, path: file.path, sha256: file.sha256 } });
    }
    assertIssued(invoice);
    // One outbox document, one mail, however often this is settled.
    const to = payload.to === undefined ? {} : { to: payload.to };
    if (payload.send) mailInvoice({ tx, org, clock, correlationId }, invoice, { id: `${outboxId}-mail`, ...to });
  },
};

/** Where a document of an invoice stands in Storage. */
function pathOf(org: Tenant, invoice: IssuedInvoice, extension: 'pdf' | 'xml'): string {
  return `${org.path}/invoices/${invoice.id}/${filenameOf(invoice.number)}.${extension}`;
}

/** The organisation's logo as it was when the invoice was issued. */
async function logoOf(org: Tenant, invoice: IssuedInvoice): Promise<NonNullable<PaperDocument['brand']>['logo']> {
  const { logoFileId } = invoice.seller.branding;
  if (logoFileId === null) return undefined;
  const file = await fileById(reader, org, logoFileId);
  if (file === undefined) return undefined;
  const { contentType: type } = file;
  if (type !== 'image/png' && type !== 'image/jpeg') throw new Permanent(`logo ${logoFileId} is ${type}`);
  return { bytes: await readFile(file.path), type };
}
