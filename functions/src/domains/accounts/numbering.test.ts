import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../platform/errors.ts';
import { claimFormats, DEFAULT_NUMBERING, formatNumber, Numbering, NumberFormat } from './numbering.ts';

test.each([
  ['{year}-{seq:4}', '2026-0037'],
  ['F{seq}', 'F37'],
  ['{seq:1}/{year}', '37/2026'],
  ['INV.{year}_{seq:6}', 'INV.2026_000037'],
])('%s gives %s', (format, number) => {
  expect(NumberFormat.parse(format)).toBe(format);
  expect(formatNumber(format, 2026, 37)).toBe(number);
});

test('a counter that outgrows its padding just gets longer', () => {
  expect(formatNumber('{year}-{seq:4}', 2026, 12_345)).toBe('2026-12345');
});

test.each(['', '{year}', '{seq}{seq:3}', '{year}{year}{seq}', '{month}-{seq}', '{seq:0}', 'F {seq}', '№{seq}', `${'x'.repeat(30)}{seq}`])(
  'the format %j is refused',
  (format) => {
    expect(NumberFormat.safeParse(format).success).toBe(false);
  },
);

test('two series may not look alike', () => {
  expect(Numbering.safeParse(DEFAULT_NUMBERING).success).toBe(true);
  const alike = Numbering.safeParse({ ...DEFAULT_NUMBERING, creditNote: '{seq:5}-{year}' });
  expect(alike.error?.issues[0]).toMatchObject({ path: ['creditNote'] });
  expect(Numbering.safeParse({ ...DEFAULT_NUMBERING, quote: 'cn2026-{seq}' }).success).toBe(false);
});

describe('formats over time', () => {
  const first = claimFormats([], DEFAULT_NUMBERING);
  const changed = (invoice: string, claims = first) => claimFormats(claims, { ...DEFAULT_NUMBERING, invoice });

  test('more padding is the same format, so nothing is claimed anew', () => {
    expect(changed('{year}-{seq:6}')).toEqual(first);
  });

  test('another format is claimed beside the first, and the first may come back', () => {
    const claims = changed('F{year}-{seq:4}');
    expect(claims).toHaveLength(first.length + 1);
    expect(changed('{year}-{seq:4}', claims)).toEqual(claims);
  });

  test.each(['{seq:4}-{year}', '{year}-0{seq}', 'CN{year}-{seq}'])('%s could repeat a number and is refused by its path', (format) => {
    expect(() => changed(format)).toThrow(AppError);
    try {
      changed(format);
    } catch (error) {
      expect((error as AppError).issues[0]?.path).toBe('numbering.invoice');
    }
  });
});

/** A little business: any sequence of format changes and documents over three years, counted as the product counts. */
test('whatever formats an organisation goes through, no number is given out twice', () => {
  const literal = fc.constantFrom('', 'F', 'f', '2', '20', '-', 'F-', '0');
  const token = fc.constantFrom('{seq}', '{seq:3}', '{year}{seq}', '{seq}{year}', '{year}-{seq:2}', '{seq}-{year}');
  const format = fc.tuple(literal, token, literal).map((parts) => parts.join(''));
  const step = fc.record({ series: fc.constantFrom('invoice' as const, 'quote' as const), format, documents: fc.integer({ min: 0, max: 25 }), newYear: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let numbering: Numbering = DEFAULT_NUMBERING;
      let claims = claimFormats([], numbering);
      let year = 2026;
      const counters = new Map<string, number>();
      const given = new Set<string>();
      for (const { series, format: wanted, documents, newYear } of steps) {
        if (newYear) year += 1;
        const next = Numbering.safeParse({ ...numbering, [series]: wanted });
        if (next.success) {
          try {
            claims = claimFormats(claims, next.data);
            numbering = next.data;
          } catch {
            // Refused: the organisation goes on with the format it had.
          }
        }
        for (let made = 0; made < documents; made += 1) {
          const key = numbering[series].includes('{year}') ? `${series}-${year}` : series;
          const counter = (counters.get(key) ?? 0) + 1;
          counters.set(key, counter);
          const number = formatNumber(numbering[series], year, counter).toUpperCase();
          expect(given.has(number)).toBe(false);
          given.add(number);
        }
      }
    }),
    { numRuns: 400 },
  );
});
