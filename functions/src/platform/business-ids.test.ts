import { describe, expect, test } from '@jest/globals';
import { Bic, Iban, KvkNumber, VatNumber } from './business-ids.ts';

describe('VAT number', () => {
  test.each([
    ['NL 0044.95.445.B01', 'NL004495445B01'],
    ['nl123456782b90', 'NL123456782B90'],
    ['BE 0411.905.847', 'BE0411905847'],
    ['BE1000000417', 'BE1000000417'],
    ['DE136695976', 'DE136695976'],
    ['EL094259216', 'EL094259216'],
    ['XI980780684', 'XI980780684'],
    ['GB980780684', 'GB980780684'],
    ['US123456789', 'US123456789'],
  ])('%s is kept as %s', (given, kept) => {
    expect(VatNumber.parse(given)).toBe(kept);
  });

  test.each(['NL004495446B01', 'BE0411905848', 'BE1000000418', 'DE136695975', 'XI980780685', '004495445B01', 'NL', ''])(
    'refuses %j',
    (given) => {
      expect(VatNumber.safeParse(given).success).toBe(false);
    },
  );
});

describe('bank account', () => {
  test('is kept without spaces, in capitals', () => {
    expect(Iban.parse(' nl91 abna 0417 1643 00 ')).toBe('NL91ABNA0417164300');
    expect(Bic.parse('abna nl2a')).toBe('ABNANL2A');
  });

  test.each(['NL91ABNA0417164301', 'NL91ABNA041716430', 'XX91ABNA0417164300', ''])('refuses the IBAN %j', (given) => {
    expect(Iban.safeParse(given).success).toBe(false);
  });

  test.each(['ABNANL2', 'ABNANL2AXX', 'AB1ANL2A', ''])('refuses the BIC %j', (given) => {
    expect(Bic.safeParse(given).success).toBe(false);
  });
});

test('a KvK number has eight digits', () => {
  expect(KvkNumber.parse('27 31 23 45')).toBe('27312345');
  expect(KvkNumber.safeParse('2731234').success).toBe(false);
  expect(KvkNumber.safeParse('273123456').success).toBe(false);
});
