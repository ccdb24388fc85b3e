import { type Currency, minor } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type PaperAdjustment, type PaperDocument, type PaperLine, type PaperVatRow } from '../documents/api.ts';
import { groupId } from '../vat/api.ts';
import { type IssuedInvoice } from './frozen.ts';
import { buyerOnPaper, publicUrl, sellerOnPaper, type Logo } from './paper-parties.ts';
import { percentText } from './percent-text.ts';
import { shownPrice } from './shown-price.ts';

const TITLES = {
  standard: { nl: undefined, en: undefined },
  deposit: { nl: 'Aanbetalingsfactuur', en: 'Deposit invoice' },
  final: { nl: 'Eindfactuur', en: 'Final invoice' },
} as const;

const NOTHING_TO_PAY = { nl: 'Er hoeft niets te worden betaald.', en: 'There is nothing to pay.' } as const;
const SETTLED_WITH = { nl: 'Verrekend met factuur', en: 'Settled with invoice' } as const;

/** An issued invoice or credit note as it is printed. A credit note shows what is credited as positive amounts. */
export function paperOf(org: Tenant, invoice: IssuedInvoice, logo: Logo | undefined): PaperDocument {
  const { language, currency, correction, period, exchangeRate, seller, totals } = invoice;
  const isCredit = invoice.kind === 'credit-note';
  const sign = isCredit ? -1 : 1;
  const gross = minor(totals.gross * sign);
  return {
    kind: invoice.kind,
    language,
    title: isCredit ? undefined : TITLES[invoice.purpose][language],
    seller: sellerOnPaper(invoice),
    buyer: buyerOnPaper(invoice),
    number: invoice.number,
    issueDate: invoice.issueDate,
    dueDate: isCredit ? undefined : invoice.dueDate,
    supplyDate: invoice.supplyDate,
    deliveryCountry: invoice.buyer.address?.country,
    period: period ?? undefined,
    reference: invoice.reference ?? undefined,
    orderReference: invoice.orderReference ?? undefined,
    original: correction === null ? undefined : { number: correction.number, date: correction.issueDate },
    currency,
    exchangeRate: exchangeRate === null ? undefined : { ...exchangeRate, source: 'ECB' },
    intro: typeof correction?.reason === 'string' ? [correction.reason] : undefined,
    lines: invoice.lines.map((line) => lineOnPaper(line, sign, currency)),
    adjustments: adjustments(invoice, sign),
    vat: vatRows(invoice, sign),
    totals: { netMinor: minor(totals.net * sign), vatMinor: minor(totals.vat * sign), grossMinor: gross, prepaidMinor: 0, dueMinor: gross },
    notes: [...invoice.wording.map((wording) => wording[language]), ...(invoice.notes === null ? [] : [invoice.notes])],
    payment: payment(org, invoice, gross),
    brand: { colour: seller.branding.colour, logo },
  };
}

function rate({ category, rateBp }: { category: PaperVatRow['category']; rateBp: number }) {
  return { vatCategory: category, vatRateBp: category === 'S' ? rateBp : null };
}

export function lineOnPaper(line: IssuedInvoice['lines'][number], sign: 1 | -1, currency: Currency): PaperLine {
  return {
    description: line.description,
    detail: line.detail ?? undefined,
    quantity: sign === 1 ? line.quantity : negated(line.quantity),
    unit: line.unit ?? undefined,
    unitPriceMinor: shownPrice(line.unitPriceNet, currency),
    discountMinor: minor(line.net.discount * sign),
    netMinor: minor(line.net.amount * sign),
    ...rate(line),
  };
}

function negated(quantity: string): string {
  return quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`;
}

/** The discount on the whole, and deposits billed before, each in the VAT group that it lowers. */
export function adjustments(invoice: Pick<IssuedInvoice, 'language' | 'vat' | 'deposits'>, sign: 1 | -1): PaperAdjustment[] {
  const { language, vat, deposits } = invoice;
  const discounts = vat
    .filter(({ discount }) => discount !== 0)
    .map((group, _, all) => adjustment(named(language === 'nl' ? 'Korting' : 'Discount', language, group, all), group.discount * sign, group));
  const before = deposits.flatMap(({ number, groups }) =>
    groups.map((group, _, all) => adjustment(named(`${language === 'nl' ? 'Aanbetaling' : 'Deposit'} ${number}`, language, group, all), group.base * sign, group)),
  );
  return [...discounts, ...before];
}

type GroupKey = { readonly category: PaperVatRow['category']; readonly rateBp: number };

/** `Korting`, or `Korting over 21%` where it falls on several rates. */
function named(word: string, language: IssuedInvoice['language'], group: GroupKey, all: readonly GroupKey[]): string {
  if (all.length < 2) return word;
  return `${word} ${language === 'nl' ? 'over' : 'on'} ${rateWord(group, language)}`;
}

/** What is exempt or shifted is never said to be taxed at 0 %. */
function rateWord({ category, rateBp }: GroupKey, language: IssuedInvoice['language']): string {
  if (category === 'S') return percentText(rateBp, language);
  if (category === 'E') return language === 'nl' ? 'vrijgesteld' : 'exempt';
  if (category === 'AE') return language === 'nl' ? 'verlegd' : 'reverse charge';
  return '0%';
}

function adjustment(description: string, takenOff: number, key: { category: PaperVatRow['category']; rateBp: number }): PaperAdjustment {
  const kind = takenOff < 0 ? 'charge' : 'discount';
  return { kind, description, amountMinor: minor(Math.abs(takenOff)), ...rate(key) };
}

export function vatRows({ vat, language, inEuro }: Pick<IssuedInvoice, 'vat' | 'language' | 'inEuro'>, sign: 1 | -1): PaperVatRow[] {
  return vat.map((group) => {
    const euro = inEuro?.groups.find((each) => groupId(each) === groupId(group))?.vat;
    return {
      category: group.category,
      rateBp: group.category === 'S' ? group.rateBp : null,
      baseMinor: minor(group.base * sign),
      vatMinor: minor(group.vat * sign),
      vatEurMinor: euro === undefined ? undefined : minor(euro * sign),
      reason: group.exemption?.wording[language],
      reasonCode: group.exemption?.code ?? undefined,
    };
  });
}

function payment(org: Tenant, invoice: IssuedInvoice, gross: number): PaperDocument['payment'] {
  const { language, correction, number } = invoice;
  if (correction !== null) return { instruction: `${SETTLED_WITH[language]} ${correction.number}` };
  if (gross === 0) return { instruction: NOTHING_TO_PAY[language] };
  return { reference: number, url: publicUrl(org, invoice) };
}
