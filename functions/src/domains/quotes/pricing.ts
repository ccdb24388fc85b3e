import { businessDate, type IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { ZERO } from '../../platform/money.ts';
import { type Organisation } from '../accounts/api.ts';
import { type Party } from '../customers/api.ts';
import { type Seller } from '../invoices/api.ts';
import { priceLines, type PricedDocument } from '../vat/api.ts';
import { type DraftQuoteLine, type Quote, type QuoteLine } from './quote.ts';
import { assertSent } from './sent.ts';

type Terms = Pick<Quote, 'priceMode' | 'currency' | 'discount'>;

/** Between whom, on what terms, and by the law of which day. */
export interface PricingBasis extends Terms {
  readonly seller: Pick<Seller, 'address' | 'vatNumber' | 'vatScheme'>;
  readonly buyer: Pick<Party, 'kind' | 'address' | 'vatNumber'>;
  readonly date: IsoDate;
}

/** What a quote stores of its prices. */
export type PricedQuote = Omit<PricedDocument, 'lines'> & { lines: QuoteLine[] };

/** The basis of a draft: the organisation as it is now, the law of today. */
export function draftBasis(organisation: Organisation, buyer: Party, terms: Terms, now: Date): PricingBasis {
  const { priceMode, currency, discount } = terms;
  return { seller: organisation, buyer, date: businessDate(now, organisation.timeZone), priceMode, currency, discount };
}

/** The basis on which a sent quote was priced, so that another choice of its options is priced alike. */
export function sentBasis(quote: Quote): PricingBasis {
  assertSent(quote);
  const { seller, buyer, issueDate, priceMode, currency, discount } = quote;
  return { seller, buyer, date: issueDate, priceMode, currency, discount };
}

/**
 * Prices a quote: totals over the lines that are chosen; the others show what they would add.
 * @throws AppError `invalid-input` naming the field
 */
export function priceQuote(basis: PricingBasis, lines: readonly DraftQuoteLine[]): PricedQuote {
  const all = price(basis, lines);
  const chosen = lines.filter((line) => line.chosen);
  const priced = chosen.length === lines.length ? all : chosen.length === 0 ? nothing(all) : price(basis, chosen);
  const pricedChosen = priced.lines[Symbol.iterator]();
  const shown = lines.map(({ optional, chosen: counts }, index): QuoteLine => {
    const line = counts ? pricedChosen.next().value : all.lines[index];
    if (line === undefined) throw new Error('pricing lost a line');
    return { ...line, optional, chosen: counts };
  });
  return { ...priced, lines: shown };
}

/**
 * As `priceQuote`, for what a person writes: also refuses a discount that is more than the lines that always count.
 * Otherwise the customer could tick a choice that has no price.
 */
export function priceDraft(basis: PricingBasis, lines: readonly DraftQuoteLine[]): PricedQuote {
  const fixed = lines.filter((line) => !line.optional);
  if (basis.discount !== null && 'amount' in basis.discount && fixed.length < lines.length) {
    if (fixed.length === 0) {
      throw invalidField('discount', {
        en: 'A discount as an amount needs a line that is not optional.',
        nl: 'Een korting als bedrag heeft een regel nodig die niet optioneel is.',
      });
    }
    price(basis, fixed);
  }
  return priceQuote(basis, lines);
}

/** The lines with another choice of the optional ones, by their place in the quote. */
export function withChoice(lines: readonly QuoteLine[], chosen: readonly number[]): QuoteLine[] {
  for (const index of chosen) {
    if (lines[index]?.optional !== true) {
      throw invalidField('chosen', { en: `Line ${index + 1} is not optional.`, nl: `Regel ${index + 1} is niet optioneel.` });
    }
  }
  return lines.map((line, index) => ({ ...line, chosen: !line.optional || chosen.includes(index) }));
}

/** A stored line as it was written. */
export function draftLine(line: QuoteLine): DraftQuoteLine {
  const { description, detail, quantity, unit, unitPrice, discount, vat, supply, optional, chosen } = line;
  return { description, detail, quantity, unit, unitPrice, discount, vat, supply, optional, chosen };
}

function price({ seller, buyer, date, priceMode, currency, discount }: PricingBasis, lines: readonly DraftQuoteLine[]): PricedDocument {
  return priceLines({
    seller: { country: seller.address.country, vatNumber: seller.vatNumber, vatScheme: seller.vatScheme },
    customer: { kind: buyer.kind, country: buyer.address?.country ?? seller.address.country, vatNumber: buyer.vatNumber },
    supplyDate: date,
    priceMode,
    currency,
    discount,
    lines: lines.map(({ optional: _optional, chosen: _chosen, ...line }) => line),
  });
}

/** Every line is optional and none is chosen. */
function nothing(all: PricedDocument): PricedDocument {
  const zeros = Object.fromEntries(Object.keys(all.totals).map((name) => [name, ZERO])) as PricedDocument['totals'];
  return { ...all, lines: [], vat: [], totals: zeros, wording: [] };
}
