import { allocate, minor, percentOf, subtractMinor, sumMinor, ZERO, type Minor } from '../../platform/money.ts';
import { type PromotionCart } from './cart.ts';
import { isEligible } from './eligibility.ts';
import { type Benefit, type Promotion } from './promotion.ts';

/** What is taken off, by line of the cart, and off the fee. */
export interface Taken {
  readonly lines: readonly Minor[];
  readonly fee: Minor;
}

/** What is left of a cart after the codes before this one. */
export interface Remaining {
  readonly lines: readonly Minor[];
  readonly fee: Minor;
}

export function wholeCart({ lines, fee }: PromotionCart): Remaining {
  return { lines: lines.map(({ amount }) => amount), fee };
}

export function totalOf({ lines, fee }: Taken): Minor {
  return sumMinor([...lines, fee]);
}

export function without(remaining: Remaining, taken: Taken): Remaining {
  const lines = remaining.lines.map((amount, index) => subtractMinor(amount, taken.lines[index] ?? ZERO));
  return { lines, fee: subtractMinor(remaining.fee, taken.fee) };
}

/** What one code takes off what is left; never more than there is, and only off what it applies to. */
export function discountOf(promotion: Promotion, cart: PromotionCart, remaining: Remaining): Taken {
  const nothing = cart.lines.map(() => ZERO);
  const eligible = cart.lines.map((line, index) => (isEligible(promotion, line) ? (remaining.lines[index] ?? ZERO) : ZERO));
  const { benefit } = promotion;
  switch (benefit.type) {
    case 'percent':
      return { lines: percentOff(eligible, benefit), fee: ZERO };
    case 'fixed':
      return { lines: spread(minor(Math.min(benefit.amount, sumMinor(eligible))), eligible), fee: ZERO };
    case 'buy-get':
      return { lines: buyGet(promotion, cart, eligible, benefit), fee: ZERO };
    case 'free-delivery':
      return { lines: nothing, fee: remaining.fee };
  }
}

function percentOff(eligible: readonly Minor[], { percentBp, cap }: Extract<Benefit, { type: 'percent' }>): Minor[] {
  // Rounded once on the whole, so that the code gives what it says, and then spread.
  const off = percentOf(sumMinor(eligible), percentBp);
  return spread(cap === null ? off : minor(Math.min(off, cap)), eligible);
}

function spread(off: Minor, over: readonly Minor[]): Minor[] {
  return off === 0 ? over.map(() => ZERO) : allocate(off, over);
}

/** Pieces in order of price; of each full group the last ones, which are the cheapest, are the ones that cost less. */
function buyGet(promotion: Promotion, { lines }: PromotionCart, eligible: readonly Minor[], { buy, get, percentBp }: Extract<Benefit, { type: 'buy-get' }>): Minor[] {
  const pieces = lines
    .flatMap((line, index) => (isEligible(promotion, line) ? Array.from({ length: line.quantity }, () => ({ index, price: line.unitPrice })) : []))
    .sort((a, b) => b.price - a.price || a.index - b.index);
  const full = pieces.length - (pieces.length % (buy + get));
  const off = lines.map(() => 0);
  pieces.slice(0, full).forEach(({ index, price }, position) => {
    if (position % (buy + get) >= buy) off[index] = (off[index] ?? 0) + percentOf(price, percentBp);
  });
  return off.map((amount, index) => minor(Math.min(amount, eligible[index] ?? 0)));
}
