import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';
import { checkVAT, countries } from 'jsvat';
import * as z from 'zod';

/** Numbers by which businesses and bank accounts are known, checked as far as arithmetic can. */

/** Number in the Dutch trade register: 8 digits, as the Chamber of Commerce gives them; it has no checksum. */
export const KvkNumber = z
  .string()
  .overwrite(squeezed)
  .regex(/^[0-9]{8}$/, 'must be a KvK number of 8 digits')
  .meta({ description: 'Number in the Dutch trade register (KvK)' });

/**
 * VAT number with its country prefix, in capitals without spaces or dots. Where the country has a checksum it must
 * fit; a number of a country that we have no rule for only has to look like one. Whether it is registered, VIES knows.
 */
export const VatNumber = z
  .string()
  .overwrite(squeezed)
  .regex(/^[A-Z]{2}[0-9A-Z+*]{2,16}$/, 'must begin with a country code, such as NL123456782B90')
  .refine(vatChecksumFits, 'is not a valid VAT number: its check digits do not fit')
  .meta({ description: 'VAT number with country prefix' });

/** Bank account number by ISO 13616, in capitals without spaces. */
export const Iban = z
  .string()
  .overwrite((text) => electronicFormatIBAN(text) ?? '')
  .refine(isValidIBAN, 'is not a valid IBAN: its check digits or length do not fit')
  .meta({ description: 'IBAN without spaces' });

/** Bank identifier by ISO 9362: 8 or 11 characters. */
export const Bic = z
  .string()
  .overwrite(squeezed)
  .refine(isValidBIC, 'must be a BIC of 8 or 11 characters, such as ABNANL2A')
  .meta({ description: 'BIC' });

function squeezed(text: string): string {
  return text.toUpperCase().replace(/[\s.-]/g, '');
}

function vatChecksumFits(number: string): boolean {
  // Northern Ireland kept the British numbers under a prefix of its own, for trade in goods with the EU.
  const { isValid, isSupportedCountry } = checkVAT(number.replace(/^XI/, 'GB'), countries);
  return isValid || !isSupportedCountry || isNewBelgian(number);
}

/** Belgium gives out numbers beginning with 1 since 2023; the library still expects a 0. Same check: modulo 97. */
function isNewBelgian(number: string): boolean {
  const match = /^BE(1[0-9]{7})([0-9]{2})$/.exec(number);
  return match !== null && 97n - (BigInt(match[1] ?? '') % 97n) === BigInt(match[2] ?? '');
}
