import { type Actor, permits } from '../../platform/actor.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { minor, type Minor } from '../../platform/money.ts';
import { issueCredit, payableInvoice } from '../../domains/invoices/api.ts';
import { refundable, type Payment, type Recording } from '../../domains/payments/api.ts';

interface Wanted {
  readonly amount?: Minor | undefined;
  readonly lines?: readonly { readonly line: number; readonly quantity: string }[] | undefined;
  readonly creditNote: boolean;
  readonly reason: string | null;
}

interface Decided {
  /** `null` for all that is left of the payment. */
  readonly amount: Minor | null;
  readonly creditNoteId: string | null;
}

/**
 * Decides what a refund comes to and issues the credit note that goes with it. What the customer has paid too much
 * needs none; otherwise money goes back because something is taken back, and the credit note says what.
 * @throws AppError `invalid-input` when it is not said what is taken back; `forbidden`, `wrong-state`
 */
export async function creditForRefund(recording: Recording, actor: Actor, payment: Payment, wanted: Wanted): Promise<Decided> {
  const { tx, org } = recording;
  const { subject } = payment;
  const asIs = { amount: wanted.amount ?? null, creditNoteId: null };
  if (subject.collection !== 'invoices' || !wanted.creditNote) return asIs;
  const { due } = await payableInvoice(tx, org, subject.id);
  const left = await refundable(recording, payment);
  const amount = wanted.amount ?? left;
  if (wanted.lines === undefined && amount <= -due) return asIs;
  assertMayCredit(actor);
  const request = wanted.lines === undefined ? 'rest' : { lines: wanted.lines };
  const note = await issueCredit(recording, { invoiceId: subject.id, request, reason: wanted.reason, send: true });
  // After it, this much is owed to the customer.
  const owed = minor(-due - note.totals.gross);
  if (wanted.lines === undefined && amount !== Math.min(owed, left)) throw sayWhatIsTakenBack();
  if (owed <= 0) throw nothingOwed(subject.id);
  return { amount: wanted.amount ?? minor(Math.min(owed, left)), creditNoteId: note.id };
}

function assertMayCredit(actor: Actor): void {
  if (actor.kind === 'system') return;
  const permissions = actor.kind === 'member' || actor.kind === 'key' ? actor.permissions : [];
  if (permits(permissions, 'invoices.finalize')) return;
  throw new AppError('forbidden', 'a refund with a credit note needs invoices.finalize', { data: { permission: 'invoices.finalize' } });
}

function sayWhatIsTakenBack(): AppError {
  return invalidField('lines', {
    en: 'Say which lines are taken back, or refund without a credit note.',
    nl: 'Geef aan welke regels worden teruggenomen, of betaal terug zonder creditnota.',
  });
}

function nothingOwed(invoiceId: string): AppError {
  return new AppError('wrong-state', `nothing is owed on invoice ${invoiceId} after the credit note`, {
    say: {
      en: 'The customer has not paid this much yet; a credit note alone will do.',
      nl: 'De klant heeft dit nog niet betaald; een creditnota volstaat.',
    },
  });
}
