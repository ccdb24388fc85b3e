import { type IsoDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { negateMinor, subtractMinor, ZERO, type Minor } from '../../platform/money.ts';
import {
  computedOf,
  creditDocument,
  creditInEuro,
  noProgress,
  taxed,
  type CreditableDocument,
  type CreditNote,
  type CreditRequest,
} from '../vat/api.ts';
import { type Organisation } from '../accounts/api.ts';
import { UNISSUED } from './draft.ts';
import { sumInEuro } from './euro.ts';
import { type IssuedInvoice } from './frozen.ts';
import { type Invoice } from './invoice.ts';
import { type NewInvoice } from './repo.ts';
import { sellerOf } from './seller.ts';
import { amountsOf } from './status.ts';

/** What was invoiced, in the terms in which it is credited. */
export function creditableOf(invoice: IssuedInvoice): CreditableDocument {
  return {
    lines: invoice.lines.map(({ quantity, unitPrice }) => ({ quantity, unitPriceMinor: unitPrice })),
    computed: computedOf(invoice),
    deposits: invoice.deposits,
  };
}

/**
 * What the next credit note of an invoice comes to.
 * @throws AppError `invalid-input` when more would be credited than was invoiced; `wrong-state` for what cannot be credited
 */
export function nextCredit(invoice: IssuedInvoice, request: CreditRequest): CreditNote {
  assertCreditable(invoice);
  const document = creditableOf(invoice);
  return creditDocument(document, invoice.creditProgress ?? noProgress(document), request);
}

function assertCreditable(invoice: IssuedInvoice): void {
  if (invoice.kind === 'credit-note') {
    throw new AppError('wrong-state', `${invoice.number} is a credit note`, {
      say: { en: 'A credit note cannot be credited; make a new invoice.', nl: 'Een creditnota is niet te crediteren; maak een nieuwe factuur.' },
    });
  }
  if (invoice.deductedBy !== null) {
    throw new AppError('wrong-state', `deposit ${invoice.number} was deducted`, {
      say: {
        en: 'This deposit has been deducted from a final invoice; credit that one first.',
        nl: 'Deze aanbetaling is verrekend met een eindfactuur; crediteer die eerst.',
      },
      data: { deductedBy: invoice.deductedBy },
    });
  }
}

interface Numbered {
  readonly id: string;
  readonly number: string;
  readonly issueDate: IsoDate;
  readonly reason: string | null;
}

/** A credit note as it is issued: no draft, since it says nothing that the invoice did not. */
export function creditNote(original: IssuedInvoice, credit: CreditNote, organisation: Organisation, issued: Numbered): NewInvoice {
  const { id, number, issueDate, reason } = issued;
  const { language, currency, priceMode, period, reference, orderReference, notes } = original;
  const { customerId, quoteId, projectId, recurringId, supplyDate, buyer, exchangeRate } = original;
  const lines = credit.lines.map(({ line, quantity }) => ({ ...lineOf(original, line), quantity }));
  const document = taxed(lines, credit.lines.map(({ line }) => lineOf(original, line)), credit.totals);
  const { gross } = document.totals;
  return {
    ...UNISSUED,
    id,
    kind: 'credit-note',
    purpose: 'standard',
    status: 'credited',
    number,
    customerId,
    quoteId,
    projectId,
    recurringId,
    seller: sellerOf(organisation),
    buyer,
    language,
    currency,
    priceMode,
    // Discounts have gone into the lines, or are the mirror image of the invoice's.
    discount: original.discount,
    supplyDate,
    period,
    paymentDays: 0,
    reference,
    orderReference,
    notes,
    ...document,
    deposits: reopened(original, credit),
    correction: { invoiceId: original.id, number: original.number, issueDate: original.issueDate, reason, lines: credit.lines.map(({ line }) => line) },
    exchangeRate,
    inEuro: inEuro(original, credit),
    issueDate,
    dueDate: issueDate,
    // It is settled with its invoice, whose amounts say what is left.
    amounts: amountsOf(gross, { paid: ZERO, credited: gross, writtenOff: ZERO }),
  };
}

/** The deposits that the invoice deducted, with the opposite sign, on the credit note that opens them again. */
function reopened({ deposits, creditProgress }: IssuedInvoice, { progress }: CreditNote): Invoice['deposits'] {
  if (!progress.deposits || creditProgress?.deposits === true) return [];
  return deposits.map((deposit) => ({
    ...deposit,
    groups: deposit.groups.map((group) => ({ ...group, base: negateMinor(group.base), vat: negateMinor(group.vat) })),
  }));
}

function lineOf(invoice: Invoice, index: number): Invoice['lines'][number] {
  const line = invoice.lines[index];
  if (line === undefined) throw new RangeError(`invoice ${invoice.id} has no line ${index}`);
  return line;
}

/** At the rate of the invoice, so that both add up to zero in euro too. */
function inEuro(original: IssuedInvoice, { progress }: CreditNote): Invoice['inEuro'] {
  if (original.exchangeRate === null) return null;
  const document = creditableOf(original);
  return sumInEuro(creditInEuro(document, original.creditProgress ?? noProgress(document), progress, original.exchangeRate.rate));
}

/** What the invoice has been credited once this credit note is there. */
export function creditedWith(original: IssuedInvoice, note: Pick<NewInvoice, 'totals'>): Minor {
  return subtractMinor(original.amounts.credited, note.totals.gross);
}
