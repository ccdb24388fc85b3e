import * as z from 'zod';
import { Address } from '../../platform/address.ts';
import { Id } from '../../platform/ids.ts';
import { customerFields, EInvoiceWish, type Customer } from './customer.ts';

/** A customer as a quote or invoice keeps it: later changes to the customer do not reach a document that was sent. */
export const Party = z.object({
  customerId: Id,
  customerNumber: z.int().positive(),
  kind: customerFields.kind,
  name: customerFields.name,
  contactName: customerFields.contactName,
  email: customerFields.email,
  address: Address.nullable(),
  vatNumber: customerFields.vatNumber,
  kvkNumber: customerFields.kvkNumber,
  eInvoice: EInvoiceWish.nullable(),
});
export type Party = z.output<typeof Party>;

export function partyOf(customer: Customer): Party {
  const { id, number, kind, name, contactName, email, address, vatNumber, kvkNumber, eInvoice } = customer;
  return { customerId: id, customerNumber: number, kind, name, contactName, email, address, vatNumber, kvkNumber, eInvoice };
}
