/** One document per VAT case, for the tests of e-invoices. Amounts are odd and add up. */
import { isoDate } from '../../../platform/business-date.ts';
import { aBuyer, aLine, aPaperInvoice, vatOf } from '../a-paper-document.ts';
import type { PaperAdjustment, PaperDocument, PaperLine, PaperParty, PaperVatRow, VatCategory } from '../document-model.ts';

const { kvk: _, ...withoutKvk } = aBuyer;

const germanBuyer: PaperParty = {
  ...withoutKvk,
  legalName: 'Kunsthalle Lübeck gGmbH',
  address: { lines: ['Königstraße 9–11', 'Hof 2', 'c/o Verwaltung'], postcode: '23552', city: 'Lübeck', country: 'DE' },
  vatNumber: 'DE 811 907 980',
};

const americanBuyer: PaperParty = {
  legalName: 'Brooklyn & Sons <Fine Woodwork>, Inc.',
  address: { lines: ['1187 Kent Avenue'], postcode: '11249', city: 'Brooklyn, NY', country: 'US' },
  email: 'ap@brooklyn-sons.example',
  peppol: { scheme: '9959', id: '841273695' },
};

/** The totals of lines, adjustments and VAT rows that belong together. */
function summed(lines: readonly PaperLine[], vat: readonly PaperVatRow[], prepaidMinor = 0): Pick<PaperDocument, 'lines' | 'vat' | 'totals'> {
  const netMinor = vat.reduce((sum, row) => sum + row.baseMinor, 0);
  const vatMinor = vat.reduce((sum, row) => sum + row.vatMinor, 0);
  const grossMinor = netMinor + vatMinor;
  return { lines, vat, totals: { netMinor, vatMinor, grossMinor, prepaidMinor, dueMinor: grossMinor - prepaidMinor } };
}

/** Three lines of one category without VAT. */
function untaxed(category: VatCategory, reason?: string): Pick<PaperDocument, 'lines' | 'vat' | 'totals'> {
  const lines = [0, 1, 4].map((index) => ({ ...aLine(index), vatCategory: category, vatRateBp: null }));
  const baseMinor = lines.reduce((sum, line) => sum + line.netMinor, 0);
  return summed(lines, [{ category, rateBp: null, baseMinor, vatMinor: 0, reason }]);
}

/** 21 % and 9 % with a discount and a charge on the whole, deposits deducted, and prices that were rounded. */
function adjusted(): Partial<PaperDocument> {
  // 7.25 hours at a price that includes VAT: no price in whole cents gives this net amount.
  const lines = [{ ...aLine(0), quantity: '187.125', unitPriceMinor: 41, netMinor: 7_743 }, aLine(1), aLine(6), { ...aLine(9), quantity: '-3', netMinor: -206, discountMinor: 137, unitPriceMinor: 23 }];
  const adjustments: PaperAdjustment[] = [
    { kind: 'discount', description: 'Vaste-klantkorting 2,5%', amountMinor: 1_607, vatCategory: 'S', vatRateBp: 2100 },
    { kind: 'charge', description: 'Spoedtoeslag', amountMinor: 433, vatCategory: 'S', vatRateBp: 900 },
  ];
  const shift: Record<number, number> = { 2100: -1_607, 900: 433 };
  const vat = vatOf(lines).map((row) => {
    const baseMinor = row.baseMinor + (shift[row.rateBp ?? 0] ?? 0);
    return { ...row, baseMinor, vatMinor: Math.floor((baseMinor * (row.rateBp ?? 0) * 2 + 10_000) / 20_000) };
  });
  const prepayments = [{ description: 'Aanbetaling 2026-0388', amountMinor: 21_173 }];
  return { ...summed(lines, vat, 21_173), adjustments, prepayments };
}

function dollars(): Partial<PaperDocument> {
  const lines = [0, 1, 3, 6].map(aLine);
  const vat = vatOf(lines).map((row) => ({ ...row, vatEurMinor: Math.floor((row.vatMinor * 10_000) / 11_593) }));
  return { currency: 'USD', exchangeRate: { rate: '1.1593', date: isoDate('2026-11-20'), source: 'ECB' }, ...summed(lines, vat) };
}

const period = { from: isoDate('2026-10-01'), to: isoDate('2026-10-31') };

/** What each case changes of an ordinary invoice. */
const CASES: Readonly<Record<string, Partial<PaperDocument>>> = {
  'standard 21 % and 9 %': {},
  'discount, charge, deposit and rounded prices': adjusted(),
  'zero rate': untaxed('Z'),
  'mixed zero and standard': (() => {
    const lines = [aLine(0), { ...aLine(1), vatCategory: 'Z' as const, vatRateBp: null }, aLine(6)];
    const [, zero] = lines;
    const standard = vatOf(lines.filter((line) => line.vatCategory === 'S'));
    return summed(lines, [...standard, { category: 'Z', rateBp: null, baseMinor: zero?.netMinor ?? 0, vatMinor: 0 }]);
  })(),
  exempt: untaxed('E', 'Vrijgesteld van btw, artikel 11 Wet OB'),
  'small business (KOR)': untaxed('E', 'Vrijgesteld van btw, artikel 25 Wet OB'),
  'reverse charge in the Netherlands': untaxed('AE', 'Btw verlegd'),
  'intra-EU supply': { ...untaxed('K', 'Intracommunautaire levering'), buyer: germanBuyer, deliveryCountry: 'DE' },
  'intra-EU supply without a date': { ...untaxed('K'), buyer: germanBuyer, supplyDate: undefined },
  export: { ...untaxed('G', 'Uitvoer buiten de EU'), buyer: americanBuyer },
  'outside VAT': { ...untaxed('O', 'Dienst buiten de EU'), buyer: americanBuyer },
  'another currency': dollars(),
  'without due date or reference': { dueDate: undefined, reference: undefined, payment: {} },
  'a period with lines of their own': { period, lines: aPaperInvoice(7).lines.map((line, index) => ({ ...line, period: index === 2 ? { from: isoDate('2026-09-07'), to: isoDate('2026-10-04') } : period })) },
};

/** Every case as an invoice, as a credit note with positive amounts, and as one that mirrors its invoice. */
export function eInvoiceCases(): [name: string, document: PaperDocument][] {
  return Object.entries(CASES).flatMap(([name, changes]): [string, PaperDocument][] => {
    const invoice = aPaperInvoice(7, changes);
    const credit: PaperDocument = { ...invoice, kind: 'credit-note', number: 'C2026-0031', dueDate: undefined, original: { number: invoice.number, date: isoDate('2026-11-02') } };
    return [[name, invoice], [`${name}, credited`, credit], [`${name}, mirrored`, mirrored(credit)]];
  });
}

/** The same with every amount negative, as a ledger keeps it. */
function mirrored(credit: PaperDocument): PaperDocument {
  const { totals } = credit;
  const turned = (quantity = '1'): string => (quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`);
  return {
    ...credit,
    lines: credit.lines.map((line) => ({ ...line, quantity: turned(line.quantity), netMinor: -line.netMinor, discountMinor: -(line.discountMinor ?? 0) })),
    vat: credit.vat.map((row) => ({ ...row, baseMinor: -row.baseMinor, vatMinor: -row.vatMinor, ...(row.vatEurMinor === undefined ? {} : { vatEurMinor: -row.vatEurMinor }) })),
    prepayments: credit.prepayments?.map((each) => ({ ...each, amountMinor: -each.amountMinor })),
    totals: { netMinor: -totals.netMinor, vatMinor: -totals.vatMinor, grossMinor: -totals.grossMinor, prepaidMinor: -totals.prepaidMinor, dueMinor: -totals.dueMinor },
  };
}
