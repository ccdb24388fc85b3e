import { createInvoice } from '../../src/domains/invoices/actions/create-invoice.ts';
import { finalizeInvoice } from '../../src/domains/invoices/actions/finalize-invoice.ts';
import { type Clock } from '../../src/platform/clock.ts';
import { callAs } from '../support/call.ts';
import { aCustomer, type Within } from './customer.ts';

export { aCustomer } from './customer.ts';

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

const at = ({ orgId }: Within, clock: Clock | undefined) => ({ orgId, ...(clock === undefined ? {} : { clock }) });

/** A draft with two lines, two rates and a discount, for a customer of its own unless told. */
export async function aDraft(within: Within, wanted: WantedInvoice = {}): Promise<InvoiceReply> {
  const { clock = within.clock } = wanted;
  const customerId = wanted.customerId ?? (await aCustomer({ ...within, ...(clock === undefined ? {} : { clock }) }, wanted.customer)).id;
  return callAs(within.owner, createInvoice, { customerId, lines: someLines, ...wanted.fields }, at(within, clock));
}

/** An issued invoice. */
export async function anInvoice(within: Within, wanted: WantedInvoice = {}): Promise<InvoiceReply> {
  const { clock = within.clock } = wanted;
  return finalized(within, (await aDraft(within, wanted)).id, clock);
}

export function finalized(within: Within, invoiceId: string, clock = within.clock): Promise<InvoiceReply> {
  return callAs(within.owner, finalizeInvoice, { invoiceId }, at(within, clock));
}
