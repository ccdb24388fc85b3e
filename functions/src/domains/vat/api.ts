/** VAT: what a line is taxed with and why, and what a document adds up to. */
export {
  DraftDiscount,
  DraftLine,
  DraftLines,
  PricedDocument,
  PricedLine,
  PriceMode,
  StoredLine,
  VatChoice,
  VatGroup,
  VatReason,
  Wording,
  type Pricing,
} from './lines.ts';
