import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { CountryCode } from '../../platform/text.ts';
import { type Organisation } from '../accounts/api.ts';

/**
 * The organisation as a document names it. Already checked where the organisation was edited; kept with each document
 * so that moving house or changing banks leaves old invoices as they were.
 */
export const Seller = z.object({
  name: z.string(),
  tradeName: z.string().nullable(),
  address: z.object({ street: z.string(), postalCode: z.string(), city: z.string(), country: CountryCode }),
  kvkNumber: z.string().nullable(),
  vatNumber: z.string().nullable(),
  iban: z.string().nullable(),
  bic: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  branding: z.object({ colour: z.string(), logoFileId: Id.nullable() }),
  timeZone: z.string(),
  vatScheme: z.enum(['standard', 'kor']),
});
export type Seller = z.output<typeof Seller>;

export function sellerOf(organisation: Organisation): Seller {
  const { name, tradeName, address, kvkNumber, vatNumber, iban, bic, email, phone, website, branding, timeZone, vatScheme } = organisation;
  return { name, tradeName, address, kvkNumber, vatNumber, iban, bic, email, phone, website, branding, timeZone, vatScheme };
}
