import { describe, expect, test } from '@jest/globals';
import { plainInvoice } from '../../../test/builders/issued-invoice.ts';
import { minor } from '../../platform/money.ts';
import { StoredLine } from '../vat/api.ts';
import { assertKeepsFrozen, MOVING_FIELDS } from './frozen.ts';
import { Invoice, type InvoicePatch } from './invoice.ts';
import { isoDate } from '../../platform/business-date.ts';
import { amountsOf, assertMove, INVOICE_TRANSITIONS, InvoiceStatus, statusFor } from './status.ts';

const content = { lines: [StoredLine.parse({ description: 'Dakraam', quantity: '3', unitPrice: 48_995 })] };
const issued = plainInvoice({ content });
const stamps = ['id', 'createdAt', 'updatedAt', 'version'];
const fields = Object.keys(Invoice.shape).filter((field) => !stamps.includes(field)) as (keyof InvoicePatch)[];

describe('a finalised invoice', () => {
  test.each(fields.filter((field) => !MOVING_FIELDS.includes(field as never)))('does not change its %s', (field) => {
    expect(() => assertKeepsFrozen(issued, { [field]: issued[field] })).toThrow(/would change/);
    expect(() => assertKeepsFrozen({ ...issued, status: 'draft' }, { [field]: issued[field] })).not.toThrow();
  });

  test.each(['pdf', 'eInvoice'] as const)('keeps the %s it got', (field) => {
    const stored = { fileId: 'f1', path: 'orgs/mill/invoices/i1/2026-0001.pdf', sha256: 'abc' };
    expect(() => assertKeepsFrozen({ ...issued, pdf: null, eInvoice: null }, { [field]: stored })).not.toThrow();
    expect(() => assertKeepsFrozen({ ...issued, [field]: stored }, { [field]: stored })).toThrow(/would replace/);
  });
});

describe('the transition table', () => {
  const pairs = InvoiceStatus.options.flatMap((from) => InvoiceStatus.options.map((to) => [from, to] as const));
  test.each(pairs)('%s to %s', (from, to) => {
    const move = () => assertMove(from, to);
    if (from === to || INVOICE_TRANSITIONS[from].includes(to)) expect(move).not.toThrow();
    else expect(move).toThrow();
  });

  test('nothing leads back to a draft, and what is credited stays credited', () => {
    expect(Object.values(INVOICE_TRANSITIONS).flat()).not.toContain('draft');
    expect(INVOICE_TRANSITIONS.credited).toEqual([]);
  });
});

test.each([
  ['nothing paid, in time', [0, 0, 0], '2026-03-21', 'open'],
  ['nothing paid, late', [0, 0, 0], '2026-03-22', 'overdue'],
  ['a part paid, in time', [5_003, 0, 0], '2026-03-21', 'partly-paid'],
  ['a part paid, late', [5_003, 0, 0], '2026-03-22', 'overdue'],
  ['all paid', [12_345, 0, 0], '2026-05-01', 'paid'],
  ['more than all paid', [12_346, 0, 0], '2026-03-01', 'paid'],
  ['a part credited, the rest paid', [7_342, 5_003, 0], '2026-05-01', 'paid'],
  ['all credited', [0, 12_345, 0], '2026-05-01', 'credited'],
  ['all credited after it was paid', [12_345, 12_345, 0], '2026-05-01', 'credited'],
  ['the rest written off', [5_003, 0, 7_342], '2026-05-01', 'written-off'],
] as const)('%s: %j on %s is %s', (_, [paid, credited, writtenOff], today, status) => {
  const gross = minor(12_345);
  const amounts = amountsOf(gross, { paid: minor(paid), credited: minor(credited), writtenOff: minor(writtenOff) });
  expect(statusFor(gross, amounts, isoDate('2026-03-21'), isoDate(today))).toBe(status);
});
