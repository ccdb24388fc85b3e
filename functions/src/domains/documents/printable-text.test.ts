import { expect, test } from '@jest/globals';
import { directionOf, printable } from './printable-text.ts';

test.each([
  ['a\u202egnp.exe', 'agnp.exe'],
  ['\u0000bel\u0007 \u001b[31m', 'bel [31m'],
  ['cafe\u0301', 'caf\u00e9'],
  ['zero\u200bwidth\ufeff', 'zerowidth'],
  ['half \ud83d', 'half '],
  ['een\r\ntwee\rdrie', 'een\ntwee\ndrie'],
  ['smal\u202fen\u2009breed', 'smal en breed'],
  ['\u0645\u200c\u0645', '\u0645\u200c\u0645'],
  ['a\u200db', 'ab'],
])('%j is printed as %j', (typed, printed) => {
  expect(printable(typed)).toBe(printed);
});

test('the first letter gives a paragraph its direction', () => {
  expect(directionOf('12 (شركة) BV')).toBe('rtl');
  expect(directionOf('BV شركة')).toBe('ltr');
  expect(directionOf('123')).toBe('ltr');
});
