import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { typesetter } from './break-lines.ts';
import { openFonts } from './fonts.ts';

const latin = typesetter(openFonts('abc'));

describe('lines', () => {
  test('break at spaces, after hyphens and after slashes', () => {
    expect(latin.breakLines('Onderhoud cv-ketel en/of boiler', 56, 9)).toEqual(['Onderhoud', 'cv-ketel en/', 'of boiler']);
  });

  test('keep the breaks that were typed', () => {
    expect(latin.breakLines('een\r\ntwee\n\ndrie', 200, 9)).toEqual(['een', 'twee', '', 'drie']);
  });

  test('are cut where a word is wider than the column', () => {
    const lines = latin.breakLines('Donaudampfschifffahrtsgesellschaft', 50, 9);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join('')).toBe('Donaudampfschifffahrtsgesellschaft');
  });

  test('break between ideographs', () => {
    const chinese = typesetter(openFonts('上海浦东国际贸易有限公司'));
    expect(chinese.breakLines('上海浦东国际贸易有限公司', 60, 10)).toEqual(['上海浦东国', '际贸易有限', '公司']);
  });

  test('are never wider than the column and lose no letter', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'W', ' ', '-', '.', 'é', '8', '/'), maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 30, max: 300 }), (typed, width) => {
        const lines = latin.breakLines(typed, width, 9);
        for (const line of lines) expect(latin.widthOf(line, 9)).toBeLessThanOrEqual(width + 0.02);
        expect(lines.join('').replaceAll(' ', '')).toBe(typed.replaceAll(' ', ''));
      }),
    );
  });

  test('fit on one line in the width measured for them', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('1', '.', ',', '€', 'k', 'm', ' '), minLength: 1, maxLength: 40 }), (typed) => {
        expect(latin.breakLines(typed, latin.widthOf(typed, 9), 9)).toHaveLength(1);
      }),
    );
  });
});
