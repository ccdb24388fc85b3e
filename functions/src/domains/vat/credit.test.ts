import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDecimals, formatDecimal, negateDecimal, parseDecimal, type Decimal } from '../../platform/decimal.ts';
import { AppError } from '../../platform/errors.ts';
import { minor, sumMinor } from '../../platform/money.ts';
import { anyDocument } from './arbitraries.ts';
import { creditDocument, type CreditNote } from './credit.ts';
import { isFullyCredited, noProgress, type CreditableDocument, type CreditRequest } from './credit-progress.ts';
import { DocumentTotals, groupId, type VatKey } from './document.ts';
import { creditInEuro, groupsInEuro } from './euro-vat.ts';
import { computeTotals, type PricedDocument } from './totals.ts';

const S21: VatKey = { category: 'S', rateBp: 2100 };
const S9: VatKey = { category: 'S', rateBp: 900 };
const limits = { integerDigits: 9, fractionDigits: 6 };

function invoiced(document: PricedDocument): CreditableDocument {
  return { lines: document.lines, computed: computeTotals(document), deposits: document.deposits };
}

/** Works through the requests, one credit note each. */
function creditAll(document: CreditableDocument, requests: CreditRequest[]): CreditNote[] {
  const notes: CreditNote[] = [];
  for (const request of requests) notes.push(creditDocument(document, notes.at(-1)?.progress ?? noProgress(document), request));
  return notes;
}

const shop = invoiced({
  priceMode: 'inclusive',
  currency: 'EUR',
  lines: [
    { quantity: '3', unitPriceMinor: minor(1999), treatment: S21 },
    { quantity: '7.5', unitPriceMinor: minor(333), treatment: S9, discount: { percentBp: 1000 } },
  ],
  documentDiscount: { amountMinor: minor(500) },
  charges: [{ amountMinor: minor(695), treatment: S21 }],
});

describe('by hand', () => {
  test('the whole invoice at once is its mirror image', () => {
    const { totals, lines, charges } = creditDocument(shop, noProgress(shop), 'rest');
    expect(totals.totals).toEqual({
      lines: -shop.computed.totals.lines,
      discount: -shop.computed.totals.discount,
      charges: -shop.computed.totals.charges,
      deposits: 0,
      net: -shop.computed.totals.net,
      vat: -shop.computed.totals.vat,
      gross: -shop.computed.totals.gross,
    });
    expect(lines).toEqual([{ line: 0, quantity: '-3' }, { line: 1, quantity: '-7.5' }]);
    expect(charges).toEqual([0]);
    expect(totals.lines[0]?.unitPriceNet).toBe(shop.computed.lines[0]?.unitPriceNet);
  });

  test('one of three, then one, then the rest', () => {
    // The line is 59.97, its share of the discount 3.64 (of 5.00 × 59.97 / 82.45 = 3.637): one is 19.99 less 1.21.
    const notes = creditAll(shop, [{ lines: [{ line: 0, quantity: '1' }] }, { lines: [{ line: 0, quantity: '1' }] }, 'rest']);
    expect(notes.map(({ totals }) => totals.lines[0]?.typed.total)).toEqual([-1878, -1877, -1878]);
    // 18.78 × 21 / 121 = 3.259, 37.55 × 21 / 121 = 6.517
    expect(notes.slice(0, 2).map(({ totals }) => totals.totals)).toMatchObject([
      { net: -1552, vat: -326, gross: -1878 },
      { net: -1551, vat: -326, gross: -1877 },
    ]);
    expect(notes[2]?.lines).toEqual([{ line: 0, quantity: '-1' }, { line: 1, quantity: '-7.5' }]);
    expect(sumMinor(notes.map(({ totals }) => totals.totals.gross))).toBe(-shop.computed.totals.gross);
    expect(isFullyCredited(shop, notes[2]?.progress ?? noProgress(shop))).toBe(true);
  });

  test('half cents do not pile up over ten credit notes', () => {
    const document = invoiced({ priceMode: 'exclusive', currency: 'EUR', lines: [{ quantity: '10', unitPriceMinor: minor(5), treatment: S9 }] });
    const notes = creditAll(document, Array.from({ length: 10 }, () => ({ lines: [{ line: 0, quantity: '1' }] })));
    // VAT of the whole is 4.5, so 5 cents; singly each would be 0.45, so nothing.
    expect(sumMinor(notes.map(({ totals }) => totals.totals.vat))).toBe(-5);
    expect(notes.every(({ totals }) => totals.totals.net === -5)).toBe(true);
  });

  test('deposits are opened again with the rest', () => {
    const deposits = [{ groups: [{ ...S21, base: minor(1000), vat: minor(210) }] }];
    const lines = [{ quantity: '3', unitPriceMinor: minor(1111), treatment: S21 }];
    const document = invoiced({ priceMode: 'exclusive', currency: 'EUR', lines, deposits });
    const [first, second] = creditAll(document, [{ lines: [{ line: 0, quantity: '1' }] }, 'rest']);
    expect(first?.totals.totals).toMatchObject({ deposits: 0, net: -1111, vat: -233 });
    expect(second?.totals.totals).toMatchObject({ lines: -2222, deposits: -1000, net: -1222, vat: -257 });
  });
});

test('an old invoice is credited by its own figures, whatever the rules of rounding are now', () => {
  const { computed } = shop;
  // As if VAT had once been rounded up, and the discount of the first line down.
  const groups = computed.groups.map((group) => ({ ...group, vat: minor(group.vat + 1), base: minor(group.base - 1), lines: minor(group.lines - 1) }));
  const lines = computed.lines.map((line, index) =>
    index === 0 ? { ...line, typed: { ...line.typed, documentDiscount: minor(line.typed.documentDiscount - 1), total: minor(line.typed.total + 1) } } : line,
  );
  const old: CreditableDocument = { ...shop, computed: { ...computed, groups, lines } };
  const notes = creditAll(old, [{ lines: [{ line: 0, quantity: '2' }] }, { lines: [{ line: 0, quantity: '1' }, { line: 1, quantity: '7.5' }], charges: [0] }]);
  for (const group of groups) {
    const credited = notes.flatMap(({ totals }) => totals.groups).filter((each) => groupId(each) === groupId(group));
    expect(sumMinor(credited.map(({ vat }) => vat))).toBe(-group.vat);
    expect(sumMinor(credited.map(({ base }) => base))).toBe(-group.base);
  }
  const first = notes.flatMap(({ totals }) => totals.lines[0]?.typed.total ?? []);
  expect(sumMinor(first)).toBe(-(lines[0]?.typed.total ?? 0));
});

describe('refuses', () => {
  const issueOf = (requests: CreditRequest[]): string | undefined => {
    try {
      creditAll(shop, requests);
    } catch (thrown) {
      if (thrown instanceof AppError) return thrown.issues[0]?.path;
      throw thrown;
    }
    return undefined;
  };

  test.each<[string, CreditRequest[]]>([
    ['lines', [{ lines: [] }]],
    ['lines', ['rest', 'rest']],
    ['lines.0.line', [{ lines: [{ line: 2, quantity: '1' }] }]],
    ['lines.0.line', [{ lines: [{ line: -1, quantity: '1' }] }]],
    ['lines.0.quantity', [{ lines: [{ line: 0, quantity: '3.000001' }] }]],
    ['lines.0.quantity', [{ lines: [{ line: 0, quantity: '0' }] }]],
    ['lines.0.quantity', [{ lines: [{ line: 0, quantity: '-1' }] }]],
    ['lines.0.quantity', [{ lines: [{ line: 0, quantity: 'all' }] }]],
    ['lines.1.quantity', [{ lines: [{ line: 0, quantity: '2' }, { line: 0, quantity: '2' }] }]],
    ['lines.0.quantity', [{ lines: [{ line: 0, quantity: '2' }] }, { lines: [{ line: 0, quantity: '1.5' }] }]],
    ['charges.0', [{ lines: [], charges: [1] }]],
    ['charges.0', [{ lines: [], charges: [0] }, { lines: [], charges: [0] }]],
  ])('at %s', (path, requests) => {
    expect(issueOf(requests)).toBe(path);
  });
});

describe('for any document and any order of crediting', () => {
  /** Portions of a line's quantity that leave something for the last credit note. */
  const part = (quantity: string, tenths: number): string => {
    const { unscaled, scale } = parseDecimal(quantity, limits);
    return formatDecimal({ unscaled: (unscaled * BigInt(tenths)) / 10n, scale });
  };

  const isSomething = (quantity: string): boolean => parseDecimal(quantity, limits).unscaled !== 0n;

  const anyCase = fc.record({
    document: anyDocument,
    steps: fc.array(fc.array(fc.record({ line: fc.nat(13), tenths: fc.integer({ min: 0, max: 10 }) }), { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
    withCharges: fc.boolean(),
  });

  /** Turns random picks into requests that never ask for more than there is, ending with the rest. */
  function creditRandomly(document: CreditableDocument, steps: { line: number; tenths: number }[][], withCharges: boolean): CreditNote[] {
    const left: Decimal[] = document.lines.map(({ quantity }) => parseDecimal(quantity, limits));
    const requests: CreditRequest[] = [];
    for (const step of steps) {
      const lines = step.flatMap(({ line, tenths }) => {
        const remaining = left[line];
        if (!remaining) return [];
        const quantity = part(formatDecimal(remaining), tenths);
        left[line] = addDecimals(remaining, negateDecimal(parseDecimal(quantity, limits)));
        return isSomething(quantity) ? [{ line, quantity }] : [];
      });
      if (lines.length > 0) requests.push({ lines });
    }
    if (withCharges && document.computed.charges.length > 0) requests.push({ lines: [], charges: [0] });
    const notes = creditAll(document, requests);
    const progress = notes.at(-1)?.progress ?? noProgress(document);
    return isFullyCredited(document, progress) ? notes : [...notes, creditDocument(document, progress, 'rest')];
  }

  test('credit notes and invoice add up to zero, per group and per line as typed', () => {
    fc.assert(
      fc.property(anyCase, ({ document: priced, steps, withCharges }) => {
        const document = invoiced(priced);
        const notes = creditRandomly(document, steps, withCharges);
        for (const group of document.computed.groups) {
          const credited = notes.flatMap(({ totals }) => totals.groups).filter((each) => groupId(each) === groupId(group));
          for (const field of ['base', 'vat', 'gross'] as const) {
            expect(group[field] + sumMinor(credited.map((each) => each[field]))).toBe(0);
          }
        }
        document.computed.lines.forEach(({ typed }, line) => {
          const credited = notes.flatMap(({ totals, lines }) => totals.lines.filter((_, index) => lines[index]?.line === line));
          expect(typed.total + sumMinor(credited.map((each) => each.typed.total))).toBe(0);
        });
      }),
      { numRuns: 1000 },
    );
  });

  test('each credit note is a sound document by itself', () => {
    fc.assert(
      fc.property(anyCase, ({ document: priced, steps, withCharges }) => {
        const document = invoiced(priced);
        for (const { totals, lines } of creditRandomly(document, steps, withCharges)) {
          expect(DocumentTotals.safeParse(totals).success).toBe(true);
          expect(lines.length).toBe(totals.lines.length);
          for (const group of totals.groups) {
            const own = totals.lines.filter(({ treatment }) => groupId(treatment) === groupId(group));
            expect(sumMinor(own.map(({ net }) => net.amount))).toBe(group.lines);
            expect(sumMinor(own.map(({ net }) => net.documentDiscount))).toBe(group.discount);
            expect(group.lines - group.discount + group.charges - group.deposits).toBe(group.base);
            expect(group.base + group.vat).toBe(group.gross);
            // The difference of two amounts that were each rounded once is within one cent, and its base within one more.
            const off = Math.abs(group.base * group.rateBp - group.vat * 10_000);
            expect(off).toBeLessThanOrEqual(10_000 + group.rateBp);
          }
          expect(sumMinor(totals.groups.map(({ gross }) => gross))).toBe(totals.totals.gross);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('in euro they add up to zero as well', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom('1.0842', '11.4285', '0.85734', '163.47'), ({ document: priced, steps }, rate) => {
        const document = invoiced({ ...priced, currency: 'USD' });
        let before = noProgress(document);
        const credited = creditRandomly(document, steps, false).flatMap(({ progress }) => {
          const groups = creditInEuro(document, before, progress, rate);
          before = progress;
          return groups;
        });
        for (const group of groupsInEuro(document.computed.groups, 'USD', rate)) {
          const parts = credited.filter((each) => groupId(each) === groupId(group));
          expect(group.base + sumMinor(parts.map(({ base }) => base))).toBe(0);
          expect(group.vat + sumMinor(parts.map(({ vat }) => vat))).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
