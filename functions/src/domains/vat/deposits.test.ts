import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { minor, sumMinor } from '../../platform/money.ts';
import { anyDocument } from './arbitraries.ts';
import { splitDeposit, type Deposit } from './deposits.ts';
import { groupId, type VatKey } from './document.ts';
import { computeTotals, type PricedDocument } from './totals.ts';

const S21: VatKey = { category: 'S', rateBp: 2100 };
const S9: VatKey = { category: 'S', rateBp: 900 };

const kitchen: PricedDocument = {
  priceMode: 'exclusive',
  currency: 'EUR',
  lines: [
    { quantity: '3', unitPriceMinor: minor(123_457), treatment: S21 }, // 3,703.71 and 777.78 VAT
    { quantity: '17.5', unitPriceMinor: minor(4_235), treatment: S9 }, // 741.13 and 66.70 VAT
  ],
};

/** The deposit invoice that asks for these parts. */
function depositInvoice(document: PricedDocument, parts: ReturnType<typeof splitDeposit>): Deposit {
  const lines = parts.map(({ treatment, gross }) => ({ quantity: '1', unitPriceMinor: gross, treatment }));
  return computeTotals({ priceMode: 'inclusive', currency: document.currency, lines });
}

test('30 % of a kitchen, deducted per rate', () => {
  const whole = computeTotals(kitchen);
  expect(whole.totals.gross).toBe(528_932);
  const parts = splitDeposit(whole.groups, { percentBp: 3000 });
  // 30 % of 5,289.32 is 1,586.796; of 4,481.49 it is 1,344.447 and of 807.83 it is 242.349.
  expect(parts).toEqual([
    { treatment: S21, gross: 134_445 },
    { treatment: S9, gross: 24_235 },
  ]);
  const final = computeTotals({ ...kitchen, deposits: [depositInvoice(kitchen, parts)] });
  expect(final.groups).toMatchObject([
    { ...S21, lines: 370_371, deposits: 111_112, base: 259_259, vat: 77_778 - 23_333, gross: 313_704 },
    { ...S9, lines: 74_113, deposits: 22_234, base: 51_879, vat: 6670 - 2001, gross: 56_548 },
  ]);
  expect(final.totals.gross).toBe(528_932 - 158_680);
});

describe('refuses', () => {
  const { groups, totals } = computeTotals(kitchen);

  test.each([0, -1, totals.gross + 1])('a deposit of %i', (amount) => {
    expect(() => splitDeposit(groups, { amountMinor: minor(amount) })).toThrow(/more than nothing/);
  });

  test('deposits that come to more than the document', () => {
    const twice = [depositInvoice(kitchen, splitDeposit(groups, { percentBp: 6000 })), depositInvoice(kitchen, splitDeposit(groups, { percentBp: 4001 }))];
    expect(() => computeTotals({ ...kitchen, deposits: twice })).toThrow(/come to more than the document/);
  });
});

test('a deposit taxed at a rate the final invoice does not have is taken off at that rate', () => {
  const deposit: Deposit = { groups: [{ category: 'S', rateBp: 600, base: minor(1000), vat: minor(60) }] };
  const { groups } = computeTotals({ ...kitchen, deposits: [deposit] });
  expect(groups.at(-1)).toMatchObject({ rateBp: 600, lines: 0, deposits: 1000, base: -1000, vat: -60, gross: -1060 });
});

test('for any document, deposits and final invoice together tax exactly what was supplied', () => {
  const shares = fc.array(fc.integer({ min: 1, max: 3300 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(anyDocument, shares, (document, list) => {
      const whole = computeTotals(document);
      // Percentages of a few cents can round to nothing, or all of them up to more than there is.
      fc.pre(whole.totals.gross > 1000 && whole.totals.gross * (Math.min(...list) + 1) >= 10_000);
      const deposits = list.map((percentBp) => depositInvoice(document, splitDeposit(whole.groups, { percentBp: percentBp + 1 })));
      const final = computeTotals({ ...document, deposits });
      for (const group of final.groups) {
        const parts = [...deposits.flatMap(({ groups }) => groups), group].filter((part) => groupId(part) === groupId(group));
        const supplied = whole.groups.find((part) => groupId(part) === groupId(group));
        expect(sumMinor(parts.map(({ base }) => base))).toBe(supplied?.base ?? 0);
        expect(sumMinor(parts.map(({ vat }) => vat))).toBe(supplied?.vat ?? 0);
        expect(group.lines - group.discount + group.charges - group.deposits).toBe(group.base);
      }
    }),
    { numRuns: 600 },
  );
});
