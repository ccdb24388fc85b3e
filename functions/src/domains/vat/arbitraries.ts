/** Random documents for property tests: odd amounts, quantities with decimals, every rate, both price modes. */
import fc from 'fast-check';
import { CURRENCIES, minor } from '../../platform/money.ts';
import type { Discount, PricedCharge, PricedLine, VatKey } from './document.ts';
import type { PricedDocument } from './totals.ts';

/** Dutch keys and two foreign ones, of which 20 % is where halves of a cent occur. */
export const anyKey = fc.constantFrom<VatKey>(
  { category: 'S', rateBp: 2100 },
  { category: 'S', rateBp: 900 },
  { category: 'S', rateBp: 2000 },
  { category: 'S', rateBp: 2550 },
  { category: 'Z', rateBp: 0 },
  { category: 'E', rateBp: 0 },
  { category: 'AE', rateBp: 0 },
);

const decimals = fc.integer({ min: 0, max: 6 });

/** A quantity above zero, mostly small and often with decimals. */
export const anyQuantity = fc
  .tuple(fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.integer({ min: 1, max: 99_999 })), decimals, fc.nat(999_999))
  .map(([whole, scale, fraction]) => (scale === 0 ? `${whole}` : `${whole}.${String(fraction).padStart(6, '0').slice(0, scale)}`));

/** At most 7,000.00, so that fourteen lines of the largest quantity stay below the limit of a document. */
const anyPrice = fc
  .oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 99_999 }) }, fc.integer({ min: -9_999, max: 700_000 }))
  .map((value) => minor(value));

const anyPercentage: fc.Arbitrary<Discount> = fc.integer({ min: 0, max: 10_000 }).map((percentBp) => ({ percentBp }));

const anyLine = fc.record(
  {
    quantity: fc.tuple(anyQuantity, fc.integer({ min: 0, max: 9 })).map(([text, die]) => (die === 0 ? `-${text}` : text)),
    unitPriceMinor: anyPrice,
    discount: anyPercentage,
    treatment: anyKey,
  },
  { requiredKeys: ['quantity', 'unitPriceMinor', 'treatment'] },
) satisfies fc.Arbitrary<PricedLine>;

const anyCharge: fc.Arbitrary<PricedCharge> = fc.record({
  amountMinor: fc.integer({ min: 0, max: 9_999 }).map((value) => minor(value)),
  treatment: anyKey,
});

/** Any document that the product would accept as a draft, negative lines and all. */
export const anyDocument: fc.Arbitrary<PricedDocument> = fc.record(
  {
    priceMode: fc.constantFrom('exclusive', 'inclusive'),
    currency: fc.oneof({ weight: 3, arbitrary: fc.constant('EUR' as const) }, fc.constantFrom(...CURRENCIES)),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 14 }),
    documentDiscount: anyPercentage,
    charges: fc.array(anyCharge, { maxLength: 3 }),
  },
  { requiredKeys: ['priceMode', 'currency', 'lines'] },
);
