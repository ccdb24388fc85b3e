import { type Effect } from '../../platform/outbox.ts';
import { storeImmutable, type StoredFile } from '../../platform/storage.ts';
import { reader } from '../../platform/tx.ts';
import { renderPdf } from '../documents/api.ts';
import { recordImmutable } from '../files/api.ts';
import { assertIssued } from './frozen.ts';
import { eInvoiceOf } from './e-invoice.ts';
import { logoOf, nameIn, pathOf } from './invoice-files.ts';
import { mailInvoice } from './mailing.ts';
import { type PdfOrder, pdfOf } from './outbox-kinds.ts';
import { paperOf } from './paper.ts';
import { changeInvoice, INVOICES, invoiceById } from './repo.ts';

/**
 * Makes the PDF and the e-invoice of an issued invoice and stores them for good; in the transaction that marks this done,
 * the invoice gets them and the mail that takes them along is written. A second run finds the same bytes at the same place.
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
    const pdf = await storeImmutable(pathOf(org, invoice, '.pdf'), bytes, 'application/pdf');
    const xml = await eInvoiceOf(org, invoice);
    if (xml === undefined) return { pdf };
    return { pdf, eInvoice: await storeImmutable(pathOf(org, invoice, '.xml'), Buffer.from(xml), 'application/xml') };
  },
  async settle({ tx, org, clock, correlationId, payload, info, outboxId }) {
    const { pdf, eInvoice } = info as { readonly pdf?: StoredFile; readonly eInvoice?: StoredFile };
    const before = await invoiceById(tx, org, payload.invoiceId);
    const keep = async (file: StoredFile, kind: string) => {
      const about = { collection: INVOICES, id: before.id };
      const { id: fileId } = await recordImmutable({ tx, org, clock }, { ...file, kind, name: nameIn(file.path), about });
      return { fileId, path: file.path, sha256: file.sha256 };
    };
    const invoice =
      pdf === undefined || before.pdf !== null
        ? before
        : changeInvoice(tx, org, before, {
            pdf: await keep(pdf, 'invoice-pdf'),
            eInvoice: eInvoice === undefined ? null : await keep(eInvoice, 'e-invoice'),
          });
    assertIssued(invoice);
    // One outbox document, one mail, however often this is settled.
    const to = payload.to === undefined ? {} : { to: payload.to };
    if (payload.send) mailInvoice({ tx, org, clock, correlationId }, invoice, { id: `${outboxId}-mail`, ...to });
  },
};
