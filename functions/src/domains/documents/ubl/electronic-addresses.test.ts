import { describe, expect, test } from '@jest/globals';
import { isElectronicAddress } from './electronic-addresses.ts';

describe('an electronic address', () => {
  test.each([
    ['0088', '8712345678906'],
    ['0106', '27312345'],
    ['0190', '00000001003214345000'],
    ['0208', '0202239951'],
    ['9944', 'NL004495445B01'],
    ['9930', 'DE811907980'],
  ])('%s:%s is one', (scheme, id) => expect(isElectronicAddress({ scheme, id })).toBe(true));

  test.each([
    ['0088', '8712345678907'],
    ['0088', '871234567890'],
    ['0106', '2731234'],
    ['0190', '27312345'],
    ['0208', '0202239952'],
    ['0208', '2202239951'],
    ['9944', 'NL004495445'],
    ['1234', '27312345'],
    // Taken off the list in 2026.
    ['0037', '00372207599'],
  ])('%s:%s is none', (scheme, id) => expect(isElectronicAddress({ scheme, id })).toBe(false));
});
