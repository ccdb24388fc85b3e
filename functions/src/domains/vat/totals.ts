import { atPath, sumMinor, toDecimalString, ZERO, type Currency, type Minor } from '../../platform/money.ts';
import { deductDeposits, type Deposit } from './deposits.ts';
import { applyDiscounts, assertBounded } from './discounts.ts';
import {
  groupsOf,
  itemAt,
  keyOf,
  membersOf,
  sumGroups,
  type Breakdown,
  type Discount,
  type DocumentTotals,
  type LineTotals,
  type PricedCharge,
  type PricedLine,
  type PriceMode,
  type VatGroup,
  type VatKey,
} from './document.ts';
import { netGroup, taxGroup } from './net-amounts.ts';
import { unitPriceNet } from './unit-price.ts';

/** A document as typed. */
export interface PricedDocument {
  readonly priceMode: PriceMode;
  readonly currency: Currency;
  readonly lines: readonly PricedLine[];
  readonly documentDiscount?: Discount | undefined;
  readonly charges?: readonly PricedCharge[] | undefined;
  /** The deposit invoices that a final invoice deducts. */
  readonly deposits?: readonly Deposit[] | undefined;
}

/**
 * Computes a whole document: every line with and without VAT, the VAT groups and the totals.
 *
 * VAT is rounded once per category and rate. All sums are exact: lines to groups, groups to totals, shares to
 * discounts. With prices including VAT the gross total is the sum of what was typed, to the cent.
 *
 * @throws AppError `invalid-input` with the path of the field: a discount larger than its line, an absurd amount
 */
export function computeTotals(document: PricedDocument): DocumentTotals {
  const { priceMode, currency, lines, charges = [], deposits = [] } = document;
  const typed = applyDiscounts(lines, document.documentDiscount);
  const typedCharges = charges.map(({ amountMinor }) => amountMinor);
  atPath('charges', () => assertBounded([...typed.map(({ total }) => total), ...typedCharges]));

  const net: Breakdown[] = [...typed];
  const netCharges: Minor[] = [...typedCharges];
  const computeGroup = (key: VatKey): VatGroup => {
    const [own, ownCharges] = [membersOf(lines, key), membersOf(charges, key)];
    const groupLines = own.map((index) => itemAt(typed, index));
    const groupCharges = ownCharges.map((index) => itemAt(typedCharges, index));
    const netted = netGroup(priceMode, key.rateBp, groupLines, groupCharges);
    own.forEach((index, position) => (net[index] = itemAt(netted.lines, position)));
    ownCharges.forEach((index, position) => (netCharges[index] = itemAt(netted.charges, position)));
    return {
      ...key,
      lines: sumMinor(netted.lines.map(({ amount }) => amount)),
      discount: sumMinor(netted.lines.map(({ documentDiscount }) => documentDiscount)),
      charges: sumMinor(netted.charges),
      deposits: ZERO,
      ...taxGroup(priceMode, sumMinor([...groupLines.map(({ total }) => total), ...groupCharges]), key.rateBp),
    };
  };
  const supplied = groupsOf([...lines, ...charges]).map(computeGroup);
  const groups = atPath('deposits', () => deductDeposits(supplied, deposits));

  const finishLine = (line: PricedLine, index: number): LineTotals => {
    const amounts = itemAt(net, index);
    const price = priceWithoutVat(document, line, amounts.gross);
    return { treatment: keyOf(line.treatment), typed: itemAt(typed, index), net: amounts, unitPriceNet: price };
  };
  return {
    priceMode,
    currency,
    lines: lines.map(finishLine),
    charges: charges.map(({ treatment, amountMinor }, index) => {
      return { treatment: keyOf(treatment), typed: amountMinor, net: itemAt(netCharges, index) };
    }),
    groups,
    totals: sumGroups(groups),
  };
}

function priceWithoutVat({ priceMode, currency }: PricedDocument, line: PricedLine, netGross: Minor): string {
  if (priceMode === 'exclusive') return toDecimalString(line.unitPriceMinor, currency);
  return unitPriceNet(line.quantity, netGross, line.unitPriceMinor, currency);
}
