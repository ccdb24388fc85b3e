import { AppError } from '../../platform/errors.ts';
import { type Invoice, type InvoicePatch } from './invoice.ts';

/** All that may still change on a finalised invoice: what became of it, never what it says. */
export const MOVING_FIELDS = [
  'status',
  'amounts',
  'received',
  'overdueAt',
  'reminders',
  'dispute',
  'writeOff',
  'pdf',
  'eInvoice',
  'sentAt',
  'creditProgress',
  'deductedBy',
  'exchangeDifference',
] as const satisfies readonly (keyof InvoicePatch)[];

const moving: ReadonlySet<string> = new Set(MOVING_FIELDS);

/**
 * Refuses a write that would change what a finalised invoice says. Every write of this domain passes here: the law
 * wants an invoice that was issued to stay as it was, and a customer holds the PDF of it.
 * @throws AppError `wrong-state`
 */
export function assertKeepsFrozen(invoice: Invoice, patch: InvoicePatch): void {
  if (invoice.status === 'draft') return;
  const touched = Object.keys(patch).filter((field) => !moving.has(field));
  if (touched.length > 0) throw frozen(invoice, `would change ${touched.join(', ')}`);
  // Both files are evidence: once there, they are never replaced.
  if ((patch.pdf !== undefined && invoice.pdf !== null) || (patch.eInvoice !== undefined && invoice.eInvoice !== null)) {
    throw frozen(invoice, 'would replace a stored document');
  }
}

/** For actions on drafts only. @throws AppError `wrong-state` */
export function assertDraft(invoice: Invoice): void {
  if (invoice.status !== 'draft') throw frozen(invoice, `is ${invoice.status}`);
}

/** For actions on invoices that have been issued. @throws AppError `wrong-state` */
export function assertIssued(invoice: Invoice): asserts invoice is IssuedInvoice {
  if (invoice.status !== 'draft') return;
  throw new AppError('wrong-state', `invoice ${invoice.id} is a draft`, {
    say: { en: 'Finalise the invoice first.', nl: 'Maak de factuur eerst definitief.' },
  });
}

/** An invoice that has left the draft state, with all that finalising gave it. */
export type IssuedInvoice = Invoice & {
  readonly number: string;
  readonly seller: NonNullable<Invoice['seller']>;
  readonly issueDate: NonNullable<Invoice['issueDate']>;
  readonly dueDate: NonNullable<Invoice['dueDate']>;
  readonly supplyDate: NonNullable<Invoice['supplyDate']>;
};

function frozen(invoice: Invoice, why: string): AppError {
  return new AppError('wrong-state', `invoice ${invoice.id} ${why}`, {
    say: {
      en: 'This invoice is final; correct it with a credit note.',
      nl: 'Deze factuur is definitief; corrigeer haar met een creditnota.',
    },
  });
}
