import { expect, test } from '@jest/globals';
import { openFonts } from './fonts.ts';
import { visualRuns } from './visual-runs.ts';

/** The runs from left to right, as a person would point at them. */
function seen(line: string): string[] {
  return visualRuns(line, openFonts(line)[400]).map(({ text }) => text.trim()).filter(Boolean);
}

test('a Dutch line with an Arabic name keeps its order', () => {
  expect(seen('Levering aan شركة BV')).toEqual(['Levering aan', 'شركة', 'BV']);
});

test('an Arabic line begins at the right', () => {
  expect(seen('شركة BV')).toEqual(['BV', 'شركة']);
});

test('brackets around Arabic are mirrored, digits stay as they are', () => {
  expect(seen('شركة (نور) 2026')).toEqual(['2026', '(', 'نور', ')', 'شركة']);
});

test('a line without right-to-left letters is only divided by font', () => {
  expect(seen('上海 Trading')).toHaveLength(openFonts('上海')[400].length);
});
