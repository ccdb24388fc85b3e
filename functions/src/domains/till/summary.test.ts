import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { minor } from '../../platform/money.ts';
import { roundedToFive } from './cash-count.ts';
import { TILL_TRANSITIONS } from './session.ts';
import { summarise } from './summary.ts';
import { vatPartsOf, type VatPart } from './vat-parts.ts';

const cents = fc.integer({ min: 0, max: 10_000_000 });
const group = fc
  .record({ base: cents, vat: cents, rateBp: fc.constantFrom(2_100, 900, 0) })
  .map(({ base, vat, rateBp }) => ({ category: 'S' as const, rateBp, gross: minor(base + vat), vat: minor(vat) }));

describe('the VAT of a payment', () => {
  test('adds up to it, and for the whole document is that of the document', () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 5 }), cents, fc.integer({ min: 1, max: 10_000_000 }), (groups, tip, part) => {
        const total = minor(groups.reduce((sum, { gross }) => sum + gross, 0) + tip);
        fc.pre(total > 0);
        const amount = minor(Math.min(part, total));
        const parts = vatPartsOf(amount, total, groups);
        expect(parts.reduce((sum, { gross }) => sum + gross, 0)).toBe(amount);
        for (const { net, vat, gross } of parts) expect(net + vat).toBe(gross);
        const whole = vatPartsOf(total, total, groups);
        expect(whole.reduce((sum, { vat }) => sum + vat, 0)).toBe(groups.reduce((sum, { vat }) => sum + vat, 0));
      }),
    );
  });
});

const movement = fc.record({
  kind: fc.constantFrom('sale' as const, 'refund' as const, 'pay-in' as const, 'pay-out' as const),
  method: fc.constantFrom('cash' as const, 'card' as const),
  amount: cents.map(minor),
  received: cents.map(minor),
  vat: fc.constant<VatPart[]>([{ category: 'S', rateBp: 900, gross: minor(1_635), net: minor(1_500), vat: minor(135) }]),
});

test('a summary does not depend on the order of its movements', () => {
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 12 }), cents, (all, float) => {
      expect(summarise(minor(float), all.toReversed())).toEqual(summarise(minor(float), all));
    }),
  );
});

test.each([[1_232, 1_230], [1_233, 1_235], [1_237, 1_235], [1_238, 1_240], [1_235, 1_235], [2, 0], [3, 5]])('%d cents in cash are %d', (amount, rounded) => {
  expect(roundedToFive(minor(amount))).toBe(rounded);
});

test('what is closed stays closed', () => {
  expect(TILL_TRANSITIONS).toEqual({ open: ['closed'], closed: [] });
});
