import { type Currency, minor, ZERO } from '../../platform/money.ts';
import { type CustomerFigures, type FiguresSource } from '../customers/api.ts';
import { type Invoice } from './invoice.ts';
import { countCreditNotes, creditNotesOfCustomer, overpaidByCustomer, unpaidByCustomer } from './repo.ts';

const LATEST = 5;

/** What the invoices of a customer come to. */
export const invoiceFigures: FiguresSource = async (reader, org, customerId) => {
  const [unpaid, overpaid, notes, creditNotes] = await Promise.all([
    unpaidByCustomer(reader, org, customerId),
    overpaidByCustomer(reader, org, customerId),
    creditNotesOfCustomer(reader, org, customerId, LATEST),
    countCreditNotes(org, customerId),
  ]);
  const overdue = unpaid.filter(({ status }) => status === 'overdue');
  return {
    balances: [...unpaid.map(owed), ...overpaid.map(owedToThem)],
    counts: { openInvoices: unpaid.length, overdueInvoices: overdue.length, creditNotes },
    creditNotes: notes.flatMap(brief),
  };
};

type Balance = NonNullable<CustomerFigures['balances']>[number];

function owed({ currency, amounts: { due }, status }: Invoice): Balance {
  return { currency, open: due, overdue: status === 'overdue' ? due : ZERO, credit: ZERO };
}

function owedToThem({ currency, amounts }: { currency: Currency; amounts: Invoice['amounts'] }): Balance {
  return { currency, open: ZERO, overdue: ZERO, credit: minor(-amounts.due) };
}

function brief({ id, number, issueDate, currency, totals }: Invoice) {
  return number === null || issueDate === null ? [] : [{ invoiceId: id, number, issueDate, currency, gross: totals.gross }];
}
