import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contrast, paletteOf } from './brand-colours.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('any brand colour becomes readable on white and on its own tint', () => {
  fc.assert(
    fc.property(colour, (brand) => {
      const { accent, tint, ink } = paletteOf(brand);
      expect(contrast(accent, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent, tint)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ink, tint)).toBeGreaterThanOrEqual(7);
    }),
  );
});

test('a colour that is dark enough is left alone', () => {
  expect(paletteOf('#1F3A5F').accent).toBe('#1f3a5f');
});

test('what is no colour gives that of the house', () => {
  expect(paletteOf('red').accent).toBe(paletteOf(undefined).accent);
});
