import { isoDate, type IsoDate } from '../../src/platform/business-date.ts';
import { frozenClock } from '../../src/platform/clock.ts';
import { type Organisation } from '../../src/domains/accounts/api.ts';
import { type Customer } from '../../src/domains/customers/api.ts';
import { NewOrganisation } from '../../src/domains/accounts/organisation.ts';
import { creditNote, nextCredit } from '../../src/domains/invoices/credit.ts';
import { newDraft, type DraftContent } from '../../src/domains/invoices/draft.ts';
import { sumInEuro } from '../../src/domains/invoices/euro.ts';
import { type IssuedInvoice } from '../../src/domains/invoices/frozen.ts';
import { sellerOf } from '../../src/domains/invoices/seller.ts';
import { amountsOf } from '../../src/domains/invoices/status.ts';
import { groupsInEuro, type CreditRequest } from '../../src/domains/vat/api.ts';
import { organisationInput } from './organisation.ts';

const day = isoDate('2026-03-07');
const instant = new Date('2026-03-07T11:00:00Z');
const stamps = { createdAt: instant, updatedAt: instant, version: 1 };

/** An organisation as it is stored, without a database. */
export function plainOrganisation(fields: object = {}): Organisation {
  const { email = 'post@vandijk.example', ...settings } = NewOrganisation.parse(organisationInput(fields));
  return { id: 'mill', ...settings, email, numberFormats: [], ...stamps } as Organisation;
}

/** A customer as it is stored, without a database. */
export function plainCustomer(fields: Partial<Customer> = {}): Customer {
  return {
    id: 'aar',
    number: 10_001,
    kind: 'business',
    name: 'Bakkerij De Gouden Aar',
    contactName: 'Fenna Özdemir',
    email: 'fenna@goudenaar.example',
    phone: null,
    address: { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' },
    otherAddresses: [],
    contacts: [],
    vatNumber: 'NL002065538B01',
    kvkNumber: '01187342',
    iban: null,
    language: 'nl',
    paymentDays: null,
    reference: null,
    remind: true,
    eInvoice: null,
    notes: '',
    archivedAt: null,
    ...stamps,
    ...fields,
  } as Customer;
}

interface Wanted {
  readonly organisation?: Organisation;
  readonly customer?: Customer;
  readonly content: DraftContent;
  readonly issueDate?: IsoDate;
}

/** An issued invoice computed as finalising does, without a database. */
export function plainInvoice({ organisation = plainOrganisation(), customer = plainCustomer(), content, issueDate = day }: Wanted): IssuedInvoice {
  const draft = newDraft('invoice-1', { organisation, customer, clock: frozenClock(instant) }, { supplyDate: issueDate, ...content });
  const zero = draft.amounts.paid;
  return {
    ...draft,
    ...stamps,
    status: 'open',
    number: '2026-0001',
    issueDate,
    dueDate: issueDate,
    supplyDate: draft.supplyDate ?? issueDate,
    seller: sellerOf(organisation),
    ...(draft.currency === 'EUR' ? {} : inEuro(draft.vat, draft.currency)),
    amounts: amountsOf(draft.totals.gross, { paid: zero, credited: zero, writtenOff: zero }),
  };
}

function inEuro(vat: IssuedInvoice['vat'], currency: IssuedInvoice['currency']): Pick<IssuedInvoice, 'exchangeRate' | 'inEuro'> {
  const exchangeRate = { rate: '1.0842', date: isoDate('2026-03-06'), source: 'ECB' } as const;
  return { exchangeRate, inEuro: sumInEuro(groupsInEuro(vat, currency, exchangeRate.rate)) };
}

/** The next credit note of an invoice, and the invoice as it stands after it. */
export function plainCredit(invoice: IssuedInvoice, request: CreditRequest): { note: IssuedInvoice; after: IssuedInvoice } {
  const credit = nextCredit(invoice, request);
  const issued = { id: 'note-1', number: 'CN2026-0001', issueDate: day, reason: null };
  const note = { ...creditNote(invoice, credit, plainOrganisation(), issued), ...stamps } as IssuedInvoice;
  return { note, after: { ...invoice, creditProgress: credit.progress } };
}
