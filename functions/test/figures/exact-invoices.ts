import fc from 'fast-check';
import { documentProblems } from '../../src/domains/documents/document-problems.ts';
import { type DraftContent } from '../../src/domains/invoices/draft.ts';
import { type IssuedInvoice } from '../../src/domains/invoices/frozen.ts';
import { paperOf } from '../../src/domains/invoices/paper.ts';
import { Tenant } from '../../src/platform/tenancy.ts';
import { AppError } from '../../src/platform/errors.ts';
import { plainCredit, plainInvoice } from '../builders/issued-invoice.ts';
import { anyContent, anyPortions } from './random-invoices.ts';

const org = Tenant.verified('mill');
const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/**
 * Random invoices, each credited in random portions, counted in cents that are off anywhere: lines to groups, groups to
 * totals, what was typed including VAT, the printed document, and invoice plus credit notes to zero.
 */
export function centsOff(count: number, seed: number): { readonly documents: number; readonly cents: number } {
  const samples = fc.sample(fc.tuple(anyContent, anyPortions), { numRuns: count, seed });
  let cents = 0;
  let documents = 0;
  for (const [content, portions] of samples) {
    const invoice = plainInvoice({ content });
    const notes = creditedInPortions(invoice, portions);
    documents += 1 + notes.length;
    cents += total([invoice, ...notes].map(offWithin)) + offTyped(content, invoice) + offTogether(invoice, notes);
  }
  return { documents, cents };
}

function creditedInPortions(invoice: IssuedInvoice, portions: readonly (readonly [number, string])[]): IssuedInvoice[] {
  const notes: IssuedInvoice[] = [];
  let now = invoice;
  for (const [place, quantity] of portions) {
    try {
      const { note, after } = plainCredit(now, { lines: [{ line: place % invoice.lines.length, quantity }] });
      notes.push(note);
      now = after;
    } catch (thrown) {
      // More than is left of the line, which is refused as it should be.
      if (!(thrown instanceof AppError) || thrown.code !== 'invalid-input') throw thrown;
    }
  }
  try {
    notes.push(plainCredit(now, 'rest').note);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'invalid-input') throw thrown;
  }
  return notes;
}

/** Within one document, and on its paper. */
function offWithin(invoice: IssuedInvoice): number {
  const { lines, vat, totals } = invoice;
  const group = vat.map(({ category, rateBp, ...sums }) => {
    const own = lines.filter((each) => each.category === category && each.rateBp === rateBp);
    return Math.abs(total(own.map(({ net }) => net.amount)) - sums.lines) + Math.abs(sums.lines - sums.discount - sums.base) + Math.abs(sums.base + sums.vat - sums.gross);
  });
  const whole = Math.abs(total(vat.map(({ base }) => base)) - totals.net) + Math.abs(total(vat.map((each) => each.vat)) - totals.vat) + Math.abs(totals.net + totals.vat - totals.gross);
  return total(group) + whole + documentProblems(paperOf(org, invoice, undefined)).length;
}

/** Prices typed including VAT come back to the cent. */
function offTyped({ priceMode }: DraftContent, { lines, totals }: IssuedInvoice): number {
  return priceMode === 'inclusive' ? Math.abs(total(lines.map(({ typed }) => typed.total)) - totals.gross) : 0;
}

/** An invoice and all its credit notes come to nothing, in every group. */
function offTogether(invoice: IssuedInvoice, notes: readonly IssuedInvoice[]): number {
  const all = [invoice, ...notes].flatMap(({ vat }) => vat);
  const keys = [...new Set(all.map(({ category, rateBp }) => `${category}-${rateBp}`))];
  return total(
    keys.map((key) => {
      const group = all.filter(({ category, rateBp }) => `${category}-${rateBp}` === key);
      return Math.abs(total(group.map(({ base }) => base))) + Math.abs(total(group.map(({ vat }) => vat)));
    }),
  );
}
