/** What this domain puts in the outbox; the handlers are in `effects.ts`, which actions need not load. */
export const pdfOf = { kind: 'invoice-pdf' } as const;

/** The document of an issued invoice is to be made and stored, and then mailed when `send` says so. */
export interface PdfOrder {
  readonly invoiceId: string;
  readonly send: boolean;
  /** Somebody else than the customer's own address. */
  readonly to?: string;
}
