import { createCustomer } from '../../src/domains/customers/actions/create-customer.ts';
import { type Customer } from '../../src/domains/customers/api.ts';
import { createInvoice } from '../../src/domains/invoices/actions/create-invoice.ts';
import { finalizeInvoice } from '../../src/domains/invoices/actions/finalize-invoice.ts';
import { type Clock } from '../../src/platform/clock.ts';
import { callAs } from '../support/call.ts';
import { type BuiltOrganisation } from './organisation.ts';

/** An invoice as a client gets it: moments are texts. */
export interface InvoiceReply {
  readonly id: string;
  readonly status: string;
  readonly number: string | null;
  readonly customerId: string;
  readonly issueDate: string | null;
  readonly dueDate: string | null;
  readonly totals: { readonly net: number; readonly vat: number; readonly gross: number };
  readonly amounts: { readonly paid: number; readonly credited: number; readonly writtenOff: number; readonly due: number };
  readonly [field: string]: unknown;
}

export function customerInput(fields: object = {}): object {
  return {
    kind: 'business',
    name: 'Bakkerij De Gouden Aar',
    contactName: 'Fenna Özdemir',
    email: 'fenna@goudenaar.example',
    address: { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' },
    ...fields,
  };
}

/** A roof window with 7.5 % off and plaster by the square metre: EUR 2,839.53 including VAT. */
export const someLines = [
  { description: 'Dakraam geplaatst', quantity: '3', unitPrice: 48_995, discount: { percentBp: 750 } },
  { description: 'Stucwerk', detail: 'Gevel aan de straat', quantity: '26.5', unit: 'm²', unitPrice: 4_135, vat: 'reduced' },
];

interface WantedInvoice {
  readonly customer?: object;
  readonly customerId?: string;
  readonly fields?: object;
  readonly clock?: Clock;
}

type Of = Pick<BuiltOrganisation, 'orgId' | 'owner'>;

const clockOf = ({ clock }: { readonly clock?: Clock }) => (clock === undefined ? {} : { clock });

/** A customer of the organisation, made by the real action. */
export function aCustomer({ orgId, owner }: Of, fields: object = {}, clock?: Clock): Promise<Customer> {
  return callAs<Customer>(owner, createCustomer, customerInput(fields), { orgId, ...(clock === undefined ? {} : { clock }) });
}

/** A draft with two lines, two rates and a discount, for a customer of its own unless told. */
export async function aDraft(of: Of, wanted: WantedInvoice = {}): Promise<InvoiceReply> {
  const customerId = wanted.customerId ?? (await aCustomer(of, wanted.customer, wanted.clock)).id;
  const input = { customerId, lines: someLines, ...wanted.fields };
  return callAs<InvoiceReply>(of.owner, createInvoice, input, { orgId: of.orgId, ...clockOf(wanted) });
}

/** An issued invoice. */
export async function anInvoice(of: Of, wanted: WantedInvoice = {}): Promise<InvoiceReply> {
  const draft = await aDraft(of, wanted);
  return finalized(of, draft.id, wanted.clock);
}

export function finalized({ orgId, owner }: Of, invoiceId: string, clock?: Clock): Promise<InvoiceReply> {
  return callAs<InvoiceReply>(owner, finalizeInvoice, { invoiceId }, { orgId, ...(clock === undefined ? {} : { clock }) });
}
