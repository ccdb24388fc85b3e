import * as z from 'zod';
import { Address } from '../../platform/address.ts';
import { Iban, KvkNumber, VatNumber } from '../../platform/business-ids.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { email, Language, longText, phone, shortText } from '../../platform/text.ts';

/** Another place of the customer: a branch, a building site, where goods go. */
export const LabelledAddress = z.strictObject({ label: shortText(60), address: Address });

/** Another person at the customer. */
export const Contact = z.strictObject({
  name: shortText(120),
  role: shortText(80).nullable().default(null),
  email: email.nullable().default(null),
  phone: phone.nullable().default(null),
});

/** How the customer wants to get e-invoices. */
export const EInvoiceWish = z.strictObject({
  profile: z.enum(['peppol-bis-3', 'nlcius']),
  /** Its electronic address (ISO 6523 scheme and identifier); `null`: found from the KvK or VAT number. */
  endpoint: z
    .strictObject({
      scheme: z.string().regex(/^\d{4}$/, 'must be a scheme of four digits, such as 0106'),
      id: z.string().regex(/^[A-Za-z0-9:._~-]{1,50}$/, 'must be 1 to 50 letters, digits or : . _ ~ -'),
    })
    .nullable()
    .default(null),
  /** Goes on every invoice as BT-10, which public bodies insist on. */
  buyerReference: shortText(100).nullable().default(null),
});

export const CustomerKind = z.enum(['business', 'private'], { error: 'must be business or private' });

/** What a person decides about a customer. */
export const customerFields = {
  kind: CustomerKind,
  /** The legal name of a business, the full name of a person. */
  name: shortText(200),
  /** Who documents are addressed to ("attn."). */
  contactName: shortText(120).nullable(),
  /** Where documents go. */
  email: email.nullable(),
  phone: phone.nullable(),
  /** On quotes and invoices. */
  address: Address.nullable(),
  otherAddresses: z.array(LabelledAddress).max(20, 'must be at most 20 addresses'),
  contacts: z.array(Contact).max(50, 'must be at most 50 contacts'),
  vatNumber: VatNumber.nullable(),
  kvkNumber: KvkNumber.nullable(),
  iban: Iban.nullable(),
  language: Language,
  /** Days to pay an invoice in; `null`: as the organisation has it. */
  paymentDays: z.int().min(0).max(365).nullable(),
  /** The customer's number in an administration before this one. */
  reference: shortText(50).nullable(),
  /** False: this customer never gets reminders. */
  remind: z.boolean(),
  eInvoice: EInvoiceWish.nullable(),
  /** For the staff only. */
  notes: longText(5000),
};

/** A customer as it is first given: a kind and a name are enough; no language means the organisation's. */
export const NewCustomer = z.object({
  ...customerFields,
  contactName: customerFields.contactName.default(null),
  email: customerFields.email.default(null),
  phone: customerFields.phone.default(null),
  address: customerFields.address.default(null),
  otherAddresses: customerFields.otherAddresses.default([]),
  contacts: customerFields.contacts.default([]),
  vatNumber: customerFields.vatNumber.default(null),
  kvkNumber: customerFields.kvkNumber.default(null),
  iban: customerFields.iban.default(null),
  language: customerFields.language.nullable().default(null),
  paymentDays: customerFields.paymentDays.default(null),
  reference: customerFields.reference.default(null),
  remind: customerFields.remind.default(true),
  eInvoice: customerFields.eInvoice.default(null),
  notes: customerFields.notes.default(''),
});
export type NewCustomer = z.output<typeof NewCustomer>;

export const Customer = z.object({
  id: Id,
  /** Counts up per organisation from 10001; never used twice. */
  number: z.int().positive(),
  ...customerFields,
  archivedAt: Instant.nullable(),
  ...stamps,
});
export type Customer = z.output<typeof Customer>;
/** A customer without the stamps that the kernel keeps. */
export type CustomerFacts = Omit<Customer, keyof typeof stamps>;

/** The texts by which a customer is found. */
export function searchableTexts(customer: CustomerFacts): string[] {
  const { name, number, contactName, reference, contacts } = customer;
  const others = contacts.flatMap((contact) => [contact.name, contact.email]);
  const texts = [name, String(number), customer.email, customer.address?.city, contactName, reference, ...others];
  return texts.filter((text) => typeof text === 'string');
}
