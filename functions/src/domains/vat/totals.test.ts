import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { absolute, parseDecimal } from '../../platform/decimal.ts';
import { AppError, type FieldIssue } from '../../platform/errors.ts';
import { exponentOf, MAX_AMOUNT, minor, negateMinor, sumMinor, type Minor } from '../../platform/money.ts';
import { anyDocument } from './arbitraries.ts';
import { DocumentTotals, groupId, type Discount, type LineTotals, type PricedLine, type VatKey } from './document.ts';
import { computeTotals, type PricedDocument } from './totals.ts';

const S21: VatKey = { category: 'S', rateBp: 2100 };
const S9: VatKey = { category: 'S', rateBp: 900 };
const E: VatKey = { category: 'E', rateBp: 0 };

function line(quantity: string, price: number, treatment: VatKey = S21, discount?: Discount): PricedLine {
  return { quantity, unitPriceMinor: minor(price), treatment, ...(discount && { discount }) };
}

function eur(priceMode: 'exclusive' | 'inclusive', lines: PricedLine[], rest: Partial<PricedDocument> = {}): PricedDocument {
  return { priceMode, currency: 'EUR', lines, ...rest };
}

const percent = (percentBp: number): Discount => ({ percentBp });
const amount = (value: number): Discount => ({ amountMinor: minor(value) });

function issueOf(run: () => unknown): FieldIssue | undefined {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.issues[0];
    throw thrown;
  }
  return undefined;
}

describe('prices without VAT', () => {
  test('a consultant with hours, travel and a discount', () => {
    // 2.75 h × 85.50 = 235.125; 37 km × 0.23 = 8.51, less 12.5 % = 1.06375; 3 books × 18.35 at 9 % = 55.05
    const { lines, groups, totals } = computeTotals(
      eur('exclusive', [line('2.75', 8550), line('37', 23, S21, percent(1250)), line('3', 1835, S9)]),
    );
    expect(lines.map(({ net }) => [net.gross, net.discount, net.amount])).toEqual([
      [23513, 0, 23513],
      [851, 106, 745],
      [5505, 0, 5505],
    ]);
    expect(groups).toMatchObject([
      { ...S21, base: 24258, vat: 5094, gross: 29352 }, // 5094.18
      { ...S9, base: 5505, vat: 495, gross: 6000 }, // 495.45
    ]);
    expect(totals).toEqual({ lines: 29763, discount: 0, charges: 0, deposits: 0, net: 29763, vat: 5589, gross: 35352 });
  });

  test('VAT is rounded once per rate, not per line', () => {
    // 21 % of 0.31 is 0.0651: seven times 0.07 would be 0.49, but of 2.17 it is 0.4557.
    const { totals } = computeTotals(eur('exclusive', Array.from({ length: 7 }, () => line('1', 31))));
    expect(totals).toMatchObject({ net: 217, vat: 46, gross: 263 });
  });

  test('a document discount is spread over groups and lines to the cent', () => {
    const { lines, groups, totals } = computeTotals(
      eur('exclusive', [line('1', 3333), line('1', 3333, S9), line('1', 3334)], { documentDiscount: amount(1000) }),
    );
    // The groups weigh 6667 and 3333: 666.7 and 333.3. Within the first, 333.3 and 333.4 become 333 and 334.
    expect(lines.map(({ net }) => net.documentDiscount)).toEqual([333, 333, 334]);
    expect(groups.map(({ discount }) => discount)).toEqual([667, 333]);
    expect(totals).toMatchObject({ lines: 10_000, discount: 1000, net: 9000 });
  });

  test('a percentage off a hundred small lines is exact per group', () => {
    const lines = Array.from({ length: 100 }, (_, index) => line('1', 13, index % 4 === 0 ? S9 : S21));
    const { groups } = computeTotals(eur('exclusive', lines, { documentDiscount: percent(300) }));
    // 3 % of 975 is 29.25 and of 325 is 9.75.
    expect(groups.map(({ discount }) => discount)).toEqual([29, 10]);
  });

  test('delivery is taxed at its own rate and keeps out of the discount', () => {
    const { charges, groups } = computeTotals(
      eur('exclusive', [line('3', 1111)], { documentDiscount: percent(1000), charges: [{ amountMinor: minor(695), treatment: S21 }] }),
    );
    expect(charges).toEqual([{ treatment: S21, typed: 695, net: 695 }]);
    expect(groups).toMatchObject([{ lines: 3333, discount: 333, charges: 695, base: 3695, vat: 776 }]); // 775.95
  });

  test('lines that are given back count against the others', () => {
    const { groups, totals } = computeTotals(eur('exclusive', [line('3', 1999), line('-2', 749), line('-1', 1250, S9)]));
    expect(groups).toMatchObject([
      { ...S21, base: 4499, vat: 945 }, // 944.79
      { ...S9, base: -1250, vat: -113 }, // -112.5
    ]);
    expect(totals).toMatchObject({ net: 3249, vat: 832, gross: 4081 });
  });

  test('a percentage off lines that cancel out is still right per group', () => {
    const { groups, totals } = computeTotals(
      eur('exclusive', [line('1', 10_001), line('-1', 10_001, S9)], { documentDiscount: percent(1000) }),
    );
    expect(groups).toMatchObject([{ discount: 1000, base: 9001 }, { discount: -1000, base: -9001 }]);
    expect(totals).toMatchObject({ discount: 0, net: 0 });
  });

  test('no lines come to nothing', () => {
    expect(computeTotals(eur('exclusive', []))).toMatchObject({ lines: [], groups: [], totals: { gross: 0 } });
  });
});

describe('prices with VAT', () => {
  test('500 including VAT stays 500.00', () => {
    const { lines, groups, totals } = computeTotals(eur('inclusive', [line('1', 50_000)]));
    expect(totals).toMatchObject({ net: 41_322, vat: 8678, gross: 50_000 });
    expect(groups).toMatchObject([{ ...S21, base: 41_322, vat: 8678, gross: 50_000 }]);
    expect(lines[0]).toMatchObject({ typed: { total: 50_000 }, net: { total: 41_322 }, unitPriceNet: '413.22' });
  });

  test.each([1, 2, 3, 7, 99, 100, 101, 4999, 12_345, 49_999, 50_001, 99_999])('%s cents stay what they are', (price) => {
    for (const key of [S21, S9, E]) {
      const { totals } = computeTotals(eur('inclusive', [line('1', price, key)]));
      expect(totals.gross).toBe(price);
      expect(totals.net + totals.vat).toBe(price);
    }
  });

  test('the lines of a group add up to its base', () => {
    // Each is 8.2562 without VAT; three together are 24.7686, so one of them gets the extra cent.
    const { lines, groups } = computeTotals(eur('inclusive', [line('1', 999), line('1', 999), line('1', 999)]));
    expect(groups).toMatchObject([{ base: 2477, vat: 520, gross: 2997 }]);
    expect(lines.map(({ net }) => net.total)).toEqual([826, 826, 825]);
  });

  test('discounts keep the sum of what was typed', () => {
    // 3 × 24.95 = 74.85 less 10 % (7.49) = 67.36; 2 × 4.45 at 9 % = 8.90; together 76.26, less 5.00 is 71.26.
    const { lines, groups, totals } = computeTotals(
      eur('inclusive', [line('3', 2495, S21, percent(1000)), line('2', 445, S9)], { documentDiscount: amount(500) }),
    );
    expect(lines.map(({ typed }) => typed)).toEqual([
      { gross: 7485, discount: 749, amount: 6736, documentDiscount: 442, total: 6294 }, // 441.647
      { gross: 890, discount: 0, amount: 890, documentDiscount: 58, total: 832 }, // 58.353
    ]);
    expect(groups).toMatchObject([
      { ...S21, base: 5202, vat: 1092, gross: 6294 }, // VAT 1092.347
      { ...S9, base: 763, vat: 69, gross: 832 }, // VAT 68.697
    ]);
    expect(totals.gross).toBe(7126);
  });

  test('what is given away costs nothing, without VAT too', () => {
    const { lines } = computeTotals(
      eur('inclusive', [line('1', 100, S21, percent(10_000)), line('7', 33)], { charges: [{ amountMinor: minor(500), treatment: S21 }] }),
    );
    expect(lines[0]?.net).toEqual({ gross: 83, discount: 83, amount: 0, documentDiscount: 0, total: 0 });
  });

  test('the price without VAT has the decimals that the quantity needs', () => {
    const { lines } = computeTotals(eur('inclusive', [line('3', 499), line('1250', 13), line('0.5', 499)]));
    // 14.97 → 12.37; 162.50 → 134.30; 2.50 → 2.07
    expect(lines.map(({ net, unitPriceNet }) => [net.gross, unitPriceNet])).toEqual([
      [1237, '4.123'],
      [13430, '0.10744'],
      [207, '4.14'],
    ]);
  });
});

test('a currency without decimals', () => {
  const { totals, lines } = computeTotals({ priceMode: 'inclusive', currency: 'JPY', lines: [line('3', 1999)] });
  expect(totals).toMatchObject({ net: 4956, vat: 1041, gross: 5997 });
  expect(lines[0]?.unitPriceNet).toBe('1652');
});

describe('input that cannot be right', () => {
  test.each<[string, PricedDocument]>([
    ['lines.1.quantity', eur('exclusive', [line('2', 333), line('two', 333)])],
    ['lines.0.quantity', eur('exclusive', [line('999999999', MAX_AMOUNT)])],
    ['lines', eur('exclusive', [line('7', MAX_AMOUNT - 1)])],
    ['lines.1.discount', eur('exclusive', [line('2', 333), line('2', 333, S21, amount(667))])],
    ['lines.0.discount', eur('exclusive', [line('2', 333, S21, amount(-1))])],
    ['lines.0.discount', eur('exclusive', [line('-2', 333, S21, amount(5))])],
    ['documentDiscount', eur('exclusive', [line('2', 333)], { documentDiscount: amount(667) })],
    ['documentDiscount', eur('exclusive', [line('2', 333), line('-2', 333)], { documentDiscount: amount(1) })],
    ['charges', eur('exclusive', [line('2', 333)], { charges: [{ amountMinor: minor(MAX_AMOUNT), treatment: S21 }] })],
    ['deposits', eur('exclusive', [line('2', 333)], { deposits: [{ groups: [{ ...S21, base: minor(700), vat: minor(147) }] }] })],
  ])('is refused at %s', (path, document) => {
    expect(issueOf(() => computeTotals(document))?.path).toBe(path);
  });
});

describe('for any document', () => {
  const add = (...amounts: Minor[]) => sumMinor(amounts);

  function isSound({ net, typed }: LineTotals): boolean {
    return [net, typed].every(
      (part) =>
        part.gross - part.discount === part.amount &&
        part.amount - part.documentDiscount === part.total &&
        Math.sign(part.discount) * Math.sign(part.gross) >= 0 &&
        Math.abs(part.documentDiscount) <= Math.abs(part.amount),
    );
  }

  test('sums are exact, VAT is rounded once per rate, and nothing is out of bounds', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const result = computeTotals(document);
        const { lines, charges, groups, totals } = result;
        expect(lines.filter((each) => !isSound(each))).toEqual([]);
        for (const group of groups) {
          const own = lines.filter(({ treatment }) => groupId(treatment) === groupId(group));
          const ownCharges = charges.filter(({ treatment }) => groupId(treatment) === groupId(group));
          expect(sumMinor(own.map(({ net }) => net.amount))).toBe(group.lines);
          expect(sumMinor(own.map(({ net }) => net.documentDiscount))).toBe(group.discount);
          expect(sumMinor(ownCharges.map(({ net }) => net))).toBe(group.charges);
          expect(group.lines - group.discount + group.charges).toBe(group.base);
          expect(add(group.base, group.vat)).toBe(group.gross);
          // BR-CO-17, in units of 1/10000 cent: half a cent of VAT, and in inclusive mode half a cent of base on top.
          const off = absolute(BigInt(group.base) * BigInt(group.rateBp) - BigInt(group.vat) * 10_000n);
          expect(off <= (document.priceMode === 'exclusive' ? 5000n : 5000n + BigInt(group.rateBp) / 2n)).toBe(true);
        }
        for (const field of ['lines', 'discount', 'charges'] as const) {
          expect(sumMinor(groups.map((group) => group[field]))).toBe(totals[field]);
        }
        expect(totals.lines - totals.discount + totals.charges).toBe(totals.net);
        expect(add(totals.net, totals.vat)).toBe(totals.gross);
        expect(DocumentTotals.safeParse(result).success).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  test('what was typed including VAT comes back to the cent, and without VAT too', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const { lines, charges, totals } = computeTotals(document);
        const typed = add(...lines.map((each) => each.typed.total), ...charges.map((each) => each.typed));
        expect(document.priceMode === 'inclusive' ? totals.gross : totals.net).toBe(typed);
      }),
      { numRuns: 1500 },
    );
  });

  test('the document discount is spread exactly', () => {
    fc.assert(
      fc.property(anyDocument, fc.integer({ min: 1, max: 10_000 }), (document, share) => {
        const { lines } = computeTotals({ ...document, documentDiscount: undefined });
        const whole = sumMinor(lines.map(({ typed }) => typed.amount));
        fc.pre(whole !== 0);
        const discount = minor((BigInt(whole) * BigInt(share)) / 10_000n);
        const discounted = computeTotals({ ...document, documentDiscount: { amountMinor: discount } });
        expect(sumMinor(discounted.lines.map(({ typed }) => typed.documentDiscount))).toBe(discount);
      }),
      { numRuns: 1000 },
    );
  });

  test('turning every quantity around turns every figure around', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const turned = document.lines.map((each) => ({ ...each, quantity: each.quantity.startsWith('-') ? each.quantity.slice(1) : `-${each.quantity}` }));
        const charges = document.charges?.map((charge) => ({ ...charge, amountMinor: negateMinor(charge.amountMinor) }));
        const [there, back] = [computeTotals(document), computeTotals({ ...document, lines: turned, charges })];
        expect(back.groups.map(({ base, vat }) => [base, vat])).toEqual(there.groups.map(({ base, vat }) => [negateMinor(base), negateMinor(vat)]));
        expect(back.lines.map(({ net }) => net.total)).toEqual(there.lines.map(({ net }) => negateMinor(net.total)));
      }),
      { numRuns: 1000 },
    );
  });

  test('a receiver who multiplies again agrees within two cents (PEPPOL-EN16931-R120)', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const { lines } = computeTotals(document);
        lines.forEach(({ net, unitPriceNet }, index) => {
          const price = parseDecimal(unitPriceNet, { integerDigits: 15, fractionDigits: 20 });
          const count = parseDecimal(document.lines[index]?.quantity ?? '', { integerDigits: 9, fractionDigits: 6 });
          const scale = 10n ** BigInt(price.scale + count.scale);
          const exact = price.unscaled * count.unscaled * 10n ** BigInt(exponentOf(document.currency));
          const off = absolute(exact - BigInt(net.discount) * scale - BigInt(net.amount) * scale);
          expect(off * 2n <= scale).toBe(true);
        });
      }),
      { numRuns: 1000 },
    );
  });
});
