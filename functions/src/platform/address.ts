import * as z from 'zod';
import { CountryCode, shortText } from './text.ts';

const DUTCH_POSTAL_CODE = /^([1-9][0-9]{3}) ?([A-Z]{2})$/i;

/**
 * A postal address. `street` holds the house number too. A Dutch postal code is checked and kept as `1234 AB`; those
 * of other countries are kept as given, since each has its own form and some have none.
 */
export const Address = z
  .strictObject({
    street: shortText(120),
    postalCode: z.union([z.literal(''), shortText(16)]),
    city: shortText(80),
    country: CountryCode,
  })
  .refine(({ country, postalCode }) => country !== 'NL' || DUTCH_POSTAL_CODE.test(postalCode), {
    path: ['postalCode'],
    error: 'must be a Dutch postal code such as 1234 AB',
  })
  .overwrite((address) =>
    address.country === 'NL' ? { ...address, postalCode: address.postalCode.replace(DUTCH_POSTAL_CODE, '$1 $2').toUpperCase() } : address,
  )
  .meta({ description: 'Postal address' });
export type Address = z.output<typeof Address>;
