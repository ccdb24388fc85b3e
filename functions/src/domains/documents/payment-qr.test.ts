import { describe, expect, test } from '@jest/globals';
import { aPaperInvoice, aSeller } from './a-paper-document.ts';
import { epcQr, epcText, qrPath } from './payment-qr.ts';

describe('the code of the bank', () => {
  test('has the lines of EPC069-12 in their order', () => {
    expect(epcText(aPaperInvoice(1))?.split('\n')).toEqual([
      'BCD', '002', '1', 'SCT', 'ABNANL2A', 'Timmerwerkplaats De Vries B.V.', 'NL91ABNA0417164300', 'EUR603.11', '', '', '2026-0417',
    ]);
  });

  test('puts a creditor reference on its own line, and nothing after it', () => {
    const text = epcText(aPaperInvoice(1, { payment: { reference: 'RF18 5390 0754 7034' } }));
    expect(text?.split('\n').slice(8)).toEqual(['', 'RF18539007547034']);
  });

  test('is only for euros that are due on an account', () => {
    const { iban: _, ...withoutAccount } = aSeller;
    const invoice = aPaperInvoice(1);
    expect(epcText({ ...invoice, currency: 'USD' })).toBeUndefined();
    expect(epcText({ ...invoice, seller: withoutAccount })).toBeUndefined();
    expect(epcText({ ...invoice, kind: 'credit-note' })).toBeUndefined();
    expect(epcText({ ...invoice, totals: { ...invoice.totals, dueMinor: 0 } })).toBeUndefined();
  });

  test('stays within 331 bytes and version 13, however long the names', () => {
    const legalName = '上海浦东国际贸易有限公司'.repeat(12);
    const reference = 'Ü'.repeat(300);
    const invoice = aPaperInvoice(1, { seller: { ...aSeller, legalName }, payment: { reference } });
    expect(new TextEncoder().encode(epcText(invoice)).length).toBeLessThanOrEqual(331);
    expect(epcQr(invoice)?.size).toBeLessThanOrEqual(17 + 4 * 13);
  });

  test('writes one cent with both its zeros', () => {
    const invoice = aPaperInvoice(1);
    expect(epcText({ ...invoice, totals: { ...invoice.totals, dueMinor: 1 } })).toContain('EUR0.01');
  });
});

test('a code is refused above the version asked for', () => {
  expect(() => qrPath('x'.repeat(400), 13)).toThrow(/version/);
});
