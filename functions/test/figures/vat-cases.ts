import { type Customer } from '../../src/domains/customers/api.ts';
import { type DraftContent } from '../../src/domains/invoices/draft.ts';
import { isoDate } from '../../src/platform/business-date.ts';
import { minor } from '../../src/platform/money.ts';
import { type UblProfile } from '../../src/domains/documents/api.ts';
import { StoredLine } from '../../src/domains/vat/api.ts';
import { plainCustomer, plainOrganisation } from '../builders/issued-invoice.ts';

/** One case that the law of VAT knows, as an organisation would invoice it. */
export interface VatCase {
  readonly name: string;
  readonly organisation?: object;
  readonly customer?: Partial<Customer>;
  readonly lines: readonly object[];
  readonly content?: Partial<DraftContent>;
  /** Which e-invoices there can be; both when it does not say. */
  readonly profiles?: readonly UblProfile[];
}

const roof = { description: 'Dakraam geplaatst', quantity: '3', unit: 'stuk', unitPrice: 48_995 };
const hours = { description: 'Advies', quantity: '7.25', unit: 'uur', unitPrice: 9_513 };
const foreign = (country: string, vatNumber: string | null, fields: Partial<Customer> = {}): Partial<Customer> => ({
  address: { street: '12 Rue de la Paix', postalCode: '75002', city: 'Paris', country },
  vatNumber,
  kvkNumber: null,
  ...fields,
});
const peppol = { profile: 'peppol-bis-3', endpoint: { scheme: '0088', id: '5060012349998' }, buyerReference: null } as const;

/** Every way in which a line can be taxed, and what documents do with it: both price modes, discounts, currencies. */
export const VAT_CASES: readonly VatCase[] = [
  { name: 'standard rate', lines: [roof] },
  { name: 'reduced rate', lines: [{ ...roof, vat: 'reduced' }] },
  { name: 'zero rate', lines: [{ ...roof, vat: 'zero', supply: 'goods' }] },
  { name: 'three rates and discounts of both kinds', lines: [{ ...roof, discount: { percentBp: 750 } }, { ...hours, vat: 'reduced', discount: { amount: 1_001 } }, { ...roof, vat: 'zero' }], content: { discount: { percentBp: 333 } } },
  { name: 'prices including VAT', lines: [roof, { ...hours, vat: 'reduced' }], content: { priceMode: 'inclusive', discount: { amount: minor(1_337) } } },
  { name: 'exempt', lines: [{ ...hours, vat: 'exempt' }] },
  { name: 'exempt beside taxed', lines: [{ ...hours, vat: 'exempt' }, roof] },
  { name: 'national reverse charge', lines: [{ ...hours, vat: 'reverse-charge' }] },
  { name: 'intra-EU supply of goods', customer: foreign('FR', 'FR40303265045'), lines: [{ ...roof, supply: 'goods' }] },
  { name: 'service to a business in the EU', customer: foreign('FR', 'FR40303265045'), lines: [hours] },
  { name: 'business in the EU without a VAT number', customer: foreign('FR', null, { eInvoice: peppol }), lines: [{ ...roof, supply: 'goods' }] },
  { name: 'private customer in the EU', customer: foreign('FR', null, { kind: 'private', eInvoice: peppol }), lines: [hours] },
  { name: 'export', customer: foreign('US', null, { eInvoice: peppol }), lines: [{ ...roof, supply: 'goods' }] },
  { name: 'service to a business outside the EU', customer: foreign('US', null, { eInvoice: peppol }), lines: [hours] },
  { name: 'small-business scheme', organisation: { vatScheme: 'kor' }, lines: [hours, { ...roof, vat: 'reduced' }] },
  // NLCIUS asks for the KvK number or OIN of every Dutch customer (BR-NL-10), which a person does not have.
  { name: 'private customer', profiles: ['peppol-bis-3'], customer: { kind: 'private', vatNumber: null, kvkNumber: null, eInvoice: peppol }, lines: [roof] },
  { name: 'another currency', lines: [roof, { ...hours, vat: 'reduced' }], content: { currency: 'USD' } },
  { name: 'a period', lines: [hours], content: { period: { from: isoDate('2026-03-01'), to: isoDate('2026-03-31') } } },
];

export const partiesOf = ({ organisation, customer }: VatCase) => ({
  organisation: plainOrganisation(organisation),
  customer: plainCustomer(customer),
});

export const contentOf = ({ lines, content }: VatCase): DraftContent => ({ ...content, lines: lines.map((line) => StoredLine.parse(line)) });
