import { type Customer } from '../customer.ts';

/** One column of a customer file. */
export interface Column {
  readonly name: string;
  /** Where its value stands in a new customer, as issues name it. */
  readonly path: string;
  /** Other names that files from elsewhere give it, in small letters without spaces, dots, dashes and accents. */
  readonly aliases: readonly string[];
  /** The cell's text as the schema wants it. */
  read?(text: string): unknown;
  write(customer: Customer): string;
}

const KINDS: Readonly<Record<string, string>> = { zakelijk: 'business', bedrijf: 'business', particulier: 'private', prive: 'private' };
const YES = ['ja', 'yes', 'true', '1', 'j', 'y'];
const NO = ['nee', 'no', 'false', '0', 'n'];

const kind = (text: string) => KINDS[text.toLowerCase()] ?? text.toLowerCase();
/** What is no number stays a text, for the schema to refuse. */
const days = (text: string) => (/^\d{1,4}$/.test(text) ? Number.parseInt(text, 10) : text);
const yesNo = (text: string) => (YES.includes(text.toLowerCase()) ? true : NO.includes(text.toLowerCase()) ? false : text);
const plain = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));

/** What a file may hold, in the order of an export. */
export const COLUMNS: readonly Column[] = [
  { name: 'kind', path: 'kind', aliases: ['soort', 'type'], read: kind, write: (customer) => customer.kind },
  { name: 'name', path: 'name', aliases: ['naam', 'bedrijfsnaam', 'company', 'companyname'], write: (customer) => customer.name },
  { name: 'contactName', path: 'contactName', aliases: ['contactpersoon', 'contact', 'tav'], write: (customer) => plain(customer.contactName) },
  { name: 'email', path: 'email', aliases: ['emailadres', 'mail', 'emailaddress'], write: (customer) => plain(customer.email) },
  { name: 'phone', path: 'phone', aliases: ['telefoon', 'telefoonnummer', 'tel', 'telephone'], write: (customer) => plain(customer.phone) },
  { name: 'street', path: 'address.street', aliases: ['straat', 'adres', 'address'], write: (customer) => plain(customer.address?.street) },
  { name: 'postalCode', path: 'address.postalCode', aliases: ['postcode', 'zip', 'zipcode'], write: (customer) => plain(customer.address?.postalCode) },
  { name: 'city', path: 'address.city', aliases: ['plaats', 'woonplaats', 'stad', 'town'], write: (customer) => plain(customer.address?.city) },
  { name: 'country', path: 'address.country', aliases: ['land'], read: (text) => text.toUpperCase(), write: (customer) => plain(customer.address?.country) },
  { name: 'vatNumber', path: 'vatNumber', aliases: ['btwnummer', 'btwnr', 'vat', 'btwid'], write: (customer) => plain(customer.vatNumber) },
  { name: 'kvkNumber', path: 'kvkNumber', aliases: ['kvk', 'kvknummer', 'kvknr'], write: (customer) => plain(customer.kvkNumber) },
  { name: 'iban', path: 'iban', aliases: ['rekeningnummer', 'bankrekening', 'accountnumber'], write: (customer) => plain(customer.iban) },
  { name: 'language', path: 'language', aliases: ['taal'], read: (text) => text.toLowerCase(), write: (customer) => customer.language },
  { name: 'paymentDays', path: 'paymentDays', aliases: ['betaaltermijn', 'betalingstermijn', 'paymentterm'], read: days, write: (customer) => plain(customer.paymentDays) },
  { name: 'reference', path: 'reference', aliases: ['kenmerk', 'klantnummer', 'debiteurnummer', 'customernumber'], write: (customer) => plain(customer.reference) },
  { name: 'remind', path: 'remind', aliases: ['herinneringen', 'aanmanen', 'reminders'], read: yesNo, write: (customer) => (customer.remind ? 'yes' : 'no') },
  { name: 'notes', path: 'notes', aliases: ['notities', 'opmerkingen', 'notitie', 'opmerking'], write: (customer) => customer.notes },
];

/** The column that a file calls `header`. */
export function columnNamed(header: string): Column | undefined {
  const plainName = header.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return COLUMNS.find(({ name, aliases }) => name.toLowerCase() === plainName || aliases.includes(plainName));
}
