import type { PaperDocument } from './document-model.ts';

function negated(quantity: string | undefined): string | undefined {
  if (quantity === undefined) return undefined;
  return quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`;
}

const flip = (amount: number): number => (amount === 0 ? 0 : -amount);
const flipIfGiven = (amount: number | undefined): number | undefined => (amount === undefined ? undefined : flip(amount));

/**
 * The document with what is credited as positive amounts, which is how e-invoices state it. A credit note
 * that mirrors its invoice is turned around; any other document is returned as it is.
 */
export function positiveCreditNote(document: PaperDocument): PaperDocument {
  const { totals } = document;
  if (document.kind !== 'credit-note' || totals.grossMinor >= 0) return document;
  return {
    ...document,
    lines: document.lines.map((line) => ({
      ...line,
      quantity: negated(line.quantity),
      discountMinor: flipIfGiven(line.discountMinor),
      netMinor: flip(line.netMinor),
    })),
    vat: document.vat.map((row) => ({ ...row, baseMinor: flip(row.baseMinor), vatMinor: flip(row.vatMinor), vatEurMinor: flipIfGiven(row.vatEurMinor) })),
    prepayments: document.prepayments?.map((each) => ({ ...each, amountMinor: flip(each.amountMinor) })),
    totals: {
      netMinor: flip(totals.netMinor),
      vatMinor: flip(totals.vatMinor),
      grossMinor: flip(totals.grossMinor),
      prepaidMinor: flip(totals.prepaidMinor),
      dueMinor: flip(totals.dueMinor),
    },
  };
}
