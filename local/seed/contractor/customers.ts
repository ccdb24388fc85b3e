import type { Business } from '../business.ts';

const CUSTOMERS = {
  printer: {
    kind: 'business',
    name: 'Drukkerij Halve Maan B.V.',
    contactName: 'Wouter Zandstra',
    email: 'administratie@halvemaan.example',
    language: 'nl',
    address: { street: 'Loodletterweg 158', postalCode: '3542 DG', city: 'Utrecht', country: 'NL' },
    vatNumber: 'NL002618370B01',
    kvkNumber: '01492837',
    eInvoice: { profile: 'nlcius', endpoint: null, buyerReference: null },
  },
  foundation: {
    kind: 'business',
    name: 'Stichting De Waterlelie',
    contactName: 'Tineke Hoekman',
    email: 'beheer@waterlelie.example',
    language: 'nl',
    address: { street: 'Vijverhof 36', postalCode: '3721 TX', city: 'Bilthoven', country: 'NL' },
    vatNumber: 'NL000437190B01',
    reference: 'L-0087',
  },
  studio: {
    kind: 'business',
    name: 'Atelier Wolvenberg BV',
    contactName: 'Lieselot Verhaegen',
    email: 'atelier@wolvenberg.example',
    language: 'nl',
    address: { street: 'Wolvenberg 71', postalCode: '2018', city: 'Antwerpen', country: 'BE' },
    vatNumber: 'BE0999817206',
  },
  sanne: { kind: 'private', name: 'Sanne Kuipers', email: 'sanne@kuipers.example', language: 'nl', address: { street: 'Cirruslaan 113', postalCode: '3512 LN', city: 'Utrecht', country: 'NL' } },
  oliver: { kind: 'private', name: 'Oliver Ashdown-Reed', email: 'oliver@reed.example', language: 'en', address: { street: 'Passaatstraat 29', postalCode: '3513 HC', city: 'Utrecht', country: 'NL' } },
} as const;

/** The customers' ids by a short name. */
export type Customers = Readonly<Record<keyof typeof CUSTOMERS, string>>;

export async function addCustomers(business: Business): Promise<Customers> {
  const ids: Partial<Record<keyof typeof CUSTOMERS, string>> = {};
  for (const [name, input] of Object.entries(CUSTOMERS)) ids[name as keyof typeof CUSTOMERS] = await business.make('customers/create', input);
  return ids as Customers;
}

export function emailOf(name: keyof typeof CUSTOMERS): string {
  return CUSTOMERS[name].email;
}
