import { absolute } from '../../platform/decimal.ts';
import {
  amountError,
  atPath,
  MAX_AMOUNT,
  multiplyByQuantity,
  percentOf,
  roundToTotal,
  subtractMinor,
  sumMinor,
  ZERO,
  type Minor,
} from '../../platform/money.ts';
import { groupId, type Breakdown, type Discount, type PricedLine } from './document.ts';

/**
 * What was typed, worked out in the price mode: each line's amount, its own discount, and its share of the
 * document discount. The shares add up to the discount to the cent: it is spread over the VAT groups first
 * and over the lines of a group after that, so that each group's share is as exact as each line's.
 *
 * @throws AppError `invalid-input` at `lines.N.quantity`, `lines.N.discount`, `lines` or `documentDiscount`
 */
export function applyDiscounts(lines: readonly PricedLine[], documentDiscount: Discount | undefined): Breakdown[] {
  const amounts = lines.map((line, index) => atPath(`lines.${index}`, () => lineAmount(line)));
  atPath('lines', () => assertBounded(amounts.map(({ gross }) => gross)));
  const shares = atPath('documentDiscount', () => {
    const keys = lines.map((line) => groupId(line.treatment));
    return spreadDiscount(amounts.map(({ amount }) => amount), keys, documentDiscount);
  });
  return amounts.map((line, index) => {
    const documentShare = shares[index] ?? ZERO;
    return { ...line, documentDiscount: documentShare, total: subtractMinor(line.amount, documentShare) };
  });
}

/** Refuses amounts whose sizes add up to more than a document can state. @throws AppError `invalid-input` */
export function assertBounded(amounts: readonly Minor[]): void {
  const size = amounts.reduce((all, amount) => all + absolute(BigInt(amount)), 0n);
  if (size > BigInt(MAX_AMOUNT)) {
    throw amountError('out-of-range', { en: 'The document adds up to too much.', nl: 'Het document telt op tot te veel.' });
  }
}

function lineAmount({ quantity, unitPriceMinor, discount }: PricedLine): Pick<Breakdown, 'gross' | 'discount' | 'amount'> {
  const gross = atPath('quantity', () => multiplyByQuantity(unitPriceMinor, quantity));
  const taken = atPath('discount', () => discountOn(gross, discount));
  return { gross, discount: taken, amount: subtractMinor(gross, taken) };
}

/** What a discount comes to. It has the sign of what it applies to and is never larger. */
function discountOn(amount: Minor, discount: Discount | undefined): Minor {
  if (discount === undefined) return ZERO;
  if ('percentBp' in discount) return percentOf(amount, discount.percentBp);
  const { amountMinor } = discount;
  const fits = amount < 0 ? amountMinor <= 0 && amountMinor >= amount : amountMinor >= 0 && amountMinor <= amount;
  if (!fits) {
    throw amountError('out-of-range', {
      en: 'A discount is not negative and not more than what it applies to.',
      nl: 'Een korting is niet negatief en niet meer dan waar hij over gaat.',
    });
  }
  return amountMinor;
}

function spreadDiscount(amounts: readonly Minor[], keys: readonly string[], discount: Discount | undefined): Minor[] {
  const whole = sumMinor(amounts);
  const total = discountOn(whole, discount);
  // A percentage of lines that cancel out comes to nothing in all, but not line by line.
  const isShare = discount !== undefined && 'percentBp' in discount;
  if (!isShare && total === 0) return amounts.map(() => ZERO);
  const part = isShare ? BigInt(discount.percentBp) : absolute(BigInt(total));
  const of = isShare ? 10_000n : absolute(BigInt(whole));

  const shares = amounts.map(() => ZERO);
  const groups = [...new Set(keys)].map((key) => amounts.flatMap((_, index) => (keys[index] === key ? [index] : [])));
  const exact = (index: number): bigint => BigInt(amounts[index] ?? ZERO) * part;
  const perGroup = roundToTotal(groups.map((group) => group.reduce((all, index) => all + exact(index), 0n)), of, total);
  groups.forEach((group, which) => {
    const spread = roundToTotal(group.map(exact), of, perGroup[which] ?? ZERO);
    group.forEach((index, position) => {
      shares[index] = spread[position] ?? ZERO;
    });
  });
  return shares;
}
