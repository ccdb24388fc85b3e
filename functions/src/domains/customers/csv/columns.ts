import { type Say } from '../../../platform/errors.ts';
import { type Language } from '../../../platform/text.ts';
import { type Customer } from '../customer.ts';

/** One column of a customer file. */
export interface Column {
  /** As an export heads it. */
  readonly name: Say;
  /** Where its value stands in a new customer, as issues name it. */
  readonly path: string;
  /** Other names that files from elsewhere give it, in small letters without spaces, dots, dashes and accents. */
  readonly aliases: readonly string[];
  /** What an empty cell makes of a customer that exists; left out: nothing. */
  readonly cleared?: null | '';
  /** The cell's text as the schema wants it. */
  read?(text: string): unknown;
  write(customer: Customer, language: Language): string;
}

const KINDS: Readonly<Record<string, string>> = { zakelijk: 'business', bedrijf: 'business', particulier: 'private', prive: 'private' };
const KIND_NAMES: Readonly<Record<Customer['kind'], Say>> = { business: { en: 'business', nl: 'zakelijk' }, private: { en: 'private', nl: 'particulier' } };
const YES = ['ja', 'yes', 'true', 'waar', '1', 'j', 'y'];
const NO = ['nee', 'no', 'false', 'onwaar', '0', 'n'];
const LANGUAGES: Readonly<Record<string, string>> = { nederlands: 'nl', dutch: 'nl', engels: 'en', english: 'en' };
const COUNTRIES: Readonly<Record<string, string>> = { NEDERLAND: 'NL', NETHERLANDS: 'NL', BELGIE: 'BE', BELGIUM: 'BE', DUITSLAND: 'DE', GERMANY: 'DE' };

const bare = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const kind = (text: string) => KINDS[bare(text)] ?? text.toLowerCase();
/** `14`, or `14,0` as a spreadsheet may write it. What is no number stays a text, for the schema to refuse. */
const days = (text: string) => {
  const whole = /^(\d{1,4})(?:[.,]0+)?$/.exec(text)?.[1];
  return whole === undefined ? text : Number.parseInt(whole, 10);
};
const yesNo = (text: string) => (YES.includes(text.toLowerCase()) ? true : NO.includes(text.toLowerCase()) ? false : text);
/** A spreadsheet takes it for a number and drops the zero in front. */
const kvk = (text: string) => (/^\d{7}$/.test(text) ? `0${text}` : text);
const language = (text: string) => LANGUAGES[text.toLowerCase()] ?? text.toLowerCase();
const country = (text: string) => COUNTRIES[bare(text).toUpperCase()] ?? text.toUpperCase();
const plain = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));

/** What a file may hold, in the order of an export. */
export const COLUMNS: readonly Column[] = [
  { name: { en: 'kind', nl: 'soort' }, path: 'kind', aliases: ['type'], read: kind, write: (customer, language) => KIND_NAMES[customer.kind][language] },
  { name: { en: 'name', nl: 'naam' }, path: 'name', aliases: ['bedrijfsnaam', 'company', 'companyname', 'klant', 'klantnaam'], cleared: '', write: (customer) => customer.name },
  { name: { en: 'contactName', nl: 'contactpersoon' }, path: 'contactName', aliases: ['contact', 'tav'], cleared: null, write: (customer) => plain(customer.contactName) },
  { name: { en: 'email', nl: 'e-mail' }, path: 'email', aliases: ['emailadres', 'mail', 'emailaddress'], cleared: null, write: (customer) => plain(customer.email) },
  { name: { en: 'phone', nl: 'telefoon' }, path: 'phone', aliases: ['telefoonnummer', 'tel', 'telephone', 'mobiel'], cleared: null, write: (customer) => plain(customer.phone) },
  { name: { en: 'street', nl: 'straat' }, path: 'address.street', aliases: ['adres', 'address'], cleared: '', write: (customer) => plain(customer.address?.street) },
  { name: { en: 'postalCode', nl: 'postcode' }, path: 'address.postalCode', aliases: ['zip', 'zipcode'], cleared: '', write: (customer) => plain(customer.address?.postalCode) },
  { name: { en: 'city', nl: 'plaats' }, path: 'address.city', aliases: ['woonplaats', 'stad', 'town', 'vestigingsplaats'], cleared: '', write: (customer) => plain(customer.address?.city) },
  { name: { en: 'country', nl: 'land' }, path: 'address.country', aliases: ['landcode', 'countrycode'], read: country, write: (customer) => plain(customer.address?.country) },
  { name: { en: 'vatNumber', nl: 'btw-nummer' }, path: 'vatNumber', aliases: ['btwnr', 'btw', 'vat', 'btwid'], cleared: null, write: (customer) => plain(customer.vatNumber) },
  { name: { en: 'kvkNumber', nl: 'kvk-nummer' }, path: 'kvkNumber', aliases: ['kvk', 'kvknr'], cleared: null, read: kvk, write: (customer) => plain(customer.kvkNumber) },
  { name: { en: 'iban', nl: 'iban' }, path: 'iban', aliases: ['rekeningnummer', 'bankrekening', 'accountnumber'], cleared: null, write: (customer) => plain(customer.iban) },
  { name: { en: 'language', nl: 'taal' }, path: 'language', aliases: [], read: language, write: (customer) => customer.language },
  { name: { en: 'paymentDays', nl: 'betaaltermijn' }, path: 'paymentDays', aliases: ['betalingstermijn', 'paymentterm'], cleared: null, read: days, write: (customer) => plain(customer.paymentDays) },
  { name: { en: 'reference', nl: 'kenmerk' }, path: 'reference', aliases: ['klantnummer', 'debiteurnummer', 'customernumber'], cleared: null, write: (customer) => plain(customer.reference) },
  { name: { en: 'remind', nl: 'herinneringen' }, path: 'remind', aliases: ['aanmanen', 'reminders'], read: yesNo, write: ({ remind }, language) => (language === 'nl' ? (remind ? 'ja' : 'nee') : remind ? 'yes' : 'no') },
  { name: { en: 'notes', nl: 'notities' }, path: 'notes', aliases: ['opmerkingen', 'notitie', 'opmerking'], cleared: '', write: (customer) => customer.notes },
];

/** An export has both. The number says nothing to an import; the id tells which customer of ours a row is about. */
export const OUR_NUMBER: Say = { en: 'number', nl: 'nummer' };
export const OUR_ID = 'id';

const lettersOf = (header: string) => bare(header).replace(/[^\p{L}\p{N}]/gu, '');

/** What a file means by a header: a column of ours, our own number or id; `undefined` when nobody knows. */
export function columnNamed(header: string): Column | 'number' | 'id' | undefined {
  const letters = lettersOf(header);
  if (letters === OUR_ID) return 'id';
  if (letters === OUR_NUMBER.en || letters === OUR_NUMBER.nl) return 'number';
  return COLUMNS.find(({ name, aliases }) => lettersOf(name.en) === letters || lettersOf(name.nl) === letters || aliases.includes(letters));
}
