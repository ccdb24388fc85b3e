import { type Effect } from '../../platform/outbox.ts';
import { storeImmutable, type StoredFile } from '../../platform/storage.ts';
import { reader } from '../../platform/tx.ts';
import { renderPdf } from '../documents/api.ts';
import { recordImmutable } from '../files/api.ts';
import { assertIssued } from './frozen.ts';
import { logoOf, pathOf } from './invoice-files.ts';
import { mailInvoice } from './mailing.ts';
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
    const file = await storeImmutable(pathOf(org, invoice, '.pdf'), bytes, 'application/pdf');
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
