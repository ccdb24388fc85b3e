/** Builders for tests and benchmarks: a document with odd amounts that adds up. */
import type { IsoDate } from '../../platform/business-date.ts';
import type { PaperDocument, PaperLine, PaperParty } from './document-model.ts';

export const aSeller: PaperParty = {
  legalName: 'Timmerwerkplaats De Vries B.V.',
  address: { lines: ['Scheepmakersdijk 14b'], postcode: '2011 AW', city: 'Haarlem', country: 'NL' },
  kvk: '34187265',
  vatNumber: 'NL815274639B01',
  iban: 'NL91ABNA0417164300',
  bic: 'ABNANL2A',
  email: 'administratie@devries-timmerwerk.example',
  phone: '+31 23 555 01 42',
  web: 'www.devries-timmerwerk.example',
};

export const aBuyer: PaperParty = {
  legalName: 'Stichting Atelier Noorderlicht',
  contact: 'Mw. J. van den Heuvel',
  address: { lines: ['Oude Boteringestraat 87-II'], postcode: '9712 GE', city: 'Groningen', country: 'NL' },
  kvk: '01187342',
  vatNumber: 'NL809163472B01',
  email: 'facturen@noorderlicht.example',
};

const WORK = [
  ['Maatwerk kastenwand in eiken', 'uur', '7.25', 6_875],
  ['Multiplex berken 18 mm, FSC', 'm²', '13.5', 4_189],
  ['Voorrijkosten Haarlem–Groningen', 'km', '187', 23],
  ['Scharnieren Blum 110°, zelfsluitend', 'stuk', '36', 389],
  ['Aflakken in RAL 9010, twee lagen', 'm²', '21.75', 2_745],
  ['Demontage en afvoer bestaande keuken', 'uur', '11.5', 5_950],
  ['Lunch op locatie', 'stuk', '3', 1_267],
] as const;

/** Quantity × price in minor units, on integers, rounded half up. */
function product(quantity: string, priceMinor: number): number {
  const [whole = '0', fraction = ''] = quantity.split('.');
  const scale = 10 ** fraction.length;
  return Math.floor((Number(whole + fraction) * priceMinor * 2 + scale) / (2 * scale));
}

/** The line at a place: seven kinds of work, in turn; each fifth with a discount, each seventh at 9 %. */
export function aLine(index: number): PaperLine {
  const [description, unit, quantity, price] = WORK[index % WORK.length] ?? WORK[0];
  const discount = index % 5 === 4 ? 137 + index : 0;
  return {
    description,
    ...(index % 4 === 1 ? { detail: 'Volgens tekening 2026-117, blad 3, gewijzigd op 3 november' } : {}),
    quantity,
    unit,
    unitPriceMinor: price,
    ...(discount ? { discountMinor: discount } : {}),
    netMinor: product(quantity, price) - discount,
    vatRateBp: index % 7 === 6 ? 900 : 2100,
    vatCategory: 'S',
  };
}

/** VAT per rate, rounded once. */
export function vatOf(lines: readonly PaperLine[]): PaperDocument['vat'] {
  const rates = [...new Set(lines.map(({ vatRateBp }) => vatRateBp ?? 0))].sort((a, b) => b - a);
  return rates.map((rateBp) => {
    const baseMinor = lines.filter((line) => line.vatRateBp === rateBp).reduce((sum, line) => sum + line.netMinor, 0);
    return { category: 'S', rateBp, baseMinor, vatMinor: Math.floor((baseMinor * rateBp * 2 + 10_000) / 20_000) };
  });
}

/** An invoice in euros of `lineCount` lines, with anything changed that a test is about. */
export function aPaperInvoice(lineCount: number, changes: Partial<PaperDocument> = {}): PaperDocument {
  const lines = Array.from({ length: lineCount }, (_, index) => aLine(index));
  const vat = vatOf(lines);
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0);
  const vatMinor = vat.reduce((sum, row) => sum + row.vatMinor, 0);
  return {
    kind: 'invoice',
    language: 'nl',
    seller: aSeller,
    buyer: aBuyer,
    number: '2026-0417',
    issueDate: '2026-11-21' as IsoDate,
    dueDate: '2026-12-05' as IsoDate,
    supplyDate: '2026-11-18' as IsoDate,
    reference: 'Verbouwing atelier 3',
    currency: 'EUR',
    lines,
    vat,
    totals: { netMinor, vatMinor, grossMinor: netMinor + vatMinor, prepaidMinor: 0, dueMinor: netMinor + vatMinor },
    notes: ['Op al onze werkzaamheden zijn de algemene voorwaarden van Timmerwerkplaats De Vries van toepassing.'],
    payment: { reference: '2026-0417', url: 'https://betaal.toonbank.example/f/9uQx3-7Rk2vLm' },
    ...changes,
  };
}
