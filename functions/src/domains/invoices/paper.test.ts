import { beforeAll, describe, expect, test } from '@jest/globals';
import { plainCredit, plainInvoice } from '../../../test/builders/issued-invoice.ts';
import { minor } from '../../platform/money.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { documentProblems } from '../documents/document-problems.ts';
import { splitDeposit, StoredLine } from '../vat/api.ts';
import { type DraftContent } from './draft.ts';
import { type IssuedInvoice } from './frozen.ts';
import { paperOf } from './paper.ts';

beforeAll(() => {
  process.env['LINK_KEY'] = 'a key for tests';
  process.env['API_URL'] = 'https://api.example.test';
});

const lines = [
  { description: 'Dakraam geplaatst', quantity: '3', unitPrice: 48_995, discount: { percentBp: 750 } },
  { description: 'Stucwerk', quantity: '26.5', unit: 'm²', unitPrice: 4_135, vat: 'reduced' },
].map((line) => StoredLine.parse(line));
const issued = (content: Partial<DraftContent> = {}) => plainInvoice({ content: { lines, ...content } });
const paper = (invoice: IssuedInvoice) => paperOf(Tenant.verified('mill'), invoice, undefined);

/** A final invoice that deducts a deposit of 1,000.01 on the same lines. */
function finalInvoice(): IssuedInvoice {
  const groups = splitDeposit(issued().vat, { amountMinor: minor(100_001) }).map(({ treatment, gross }) => {
    const vat = minor(Math.round((gross * treatment.rateBp) / (10_000 + treatment.rateBp)));
    return { ...treatment, base: minor(gross - vat), vat };
  });
  return issued({ deposits: [{ invoiceId: 'deposit', number: '2026-0007', groups }] });
}

describe('on paper', () => {
  test('the discount is named with the rate it falls on', () => {
    const shown = paper(issued({ discount: { amount: minor(5_003) } }));
    expect(shown.adjustments?.map(({ description }) => description)).toEqual(['Korting over 21%', 'Korting over 9%']);
    expect(documentProblems(shown)).toEqual([]);
  });

  test('a credit note shows what is credited as positive quantities and amounts', () => {
    const { note } = plainCredit(issued({ priceMode: 'inclusive' }), { lines: [{ line: 1, quantity: '11.25' }] });
    const shown = paper(note);
    expect(shown).toMatchObject({ kind: 'credit-note', original: { number: '2026-0001' }, lines: [{ description: 'Stucwerk', quantity: '11.25', unit: 'm²' }] });
    expect(note.lines[0]).toMatchObject({ quantity: '-11.25' });
    expect(shown.totals.grossMinor).toBe(-note.totals.gross);
    expect(documentProblems(shown)).toEqual([]);
  });

  test('a final invoice shows the deposits that it deducts, and its credit note takes them back', () => {
    const final = finalInvoice();
    const shown = paper(final);
    expect(shown.title).toBe('Eindfactuur');
    expect(shown.adjustments?.map(({ kind, description }) => `${kind} ${description}`)).toEqual(['discount Aanbetaling 2026-0007 over 21%', 'discount Aanbetaling 2026-0007 over 9%']);
    expect(documentProblems(shown)).toEqual([]);
    const { note, after } = plainCredit(final, { lines: [{ line: 0, quantity: '2' }] });
    expect(documentProblems(paper(note))).toEqual([]);
    const rest = plainCredit(after, 'rest').note;
    expect(documentProblems(paper(rest))).toEqual([]);
    expect(final.totals.gross + note.totals.gross + rest.totals.gross).toBe(0);
    expect(documentProblems(paper(plainCredit(final, 'rest').note))).toEqual([]);
  });

  test('nothing to pay says so, instead of asking for it', () => {
    expect(paper(issued({ discount: { percentBp: 10_000 } })).payment).toEqual({ instruction: 'Er hoeft niets te worden betaald.' });
  });
});
