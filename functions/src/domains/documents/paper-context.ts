import type { Palette } from './brand-colours.ts';
import type { Typesetter } from './break-lines.ts';
import type { PaperDocument } from './document-model.ts';
import { formatAmount, formatMoney } from './format.ts';
import type { Labels } from './labels.ts';

/** What every part of a page needs to draw itself. */
export interface Paper {
  readonly document: PaperDocument;
  readonly labels: Labels;
  readonly palette: Palette;
  readonly type: Typesetter;
  /** An amount in figures alone, for columns. */
  amount(minor: number): string;
  /** An amount with its currency. */
  money(minor: number): string;
}

/** Binds a document to its words, colours and fonts. */
export function paperOf(document: PaperDocument, labels: Labels, palette: Palette, type: Typesetter): Paper {
  const { currency, language } = document;
  return {
    document,
    labels,
    palette,
    type,
    amount: (minor) => formatAmount(minor, currency, language),
    money: (minor) => formatMoney(minor, currency, language),
  };
}
