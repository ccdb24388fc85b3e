import { sumMinor, ZERO, type Minor } from '../../platform/money.ts';
import { type PromotionCart, type PromotionCustomer } from './cart.ts';
import { discountOf, totalOf, wholeCart, without, type Taken } from './discount.ts';
import { refusalOf } from './eligibility.ts';
import { type Benefit, type Promotion } from './promotion.ts';
import { type RefusalReason } from './refusal.ts';

export interface AppliedCode {
  readonly code: string;
  readonly name: string;
  readonly discount: Minor;
  readonly taken: Taken;
}

/** What becomes of the codes of a cart: which of them together save most, and why the others do not. */
export interface Combination {
  readonly applied: readonly AppliedCode[];
  readonly refused: readonly { readonly code: string; readonly reason: RefusalReason }[];
  /** All that is taken off, by line and off the fee. */
  readonly taken: Taken;
  readonly discount: Minor;
}

/** Codes that look at whole pieces come before those that take a share of what is left, and amounts after both. */
const ORDER: Readonly<Record<Benefit['type'], number>> = { 'buy-get': 0, percent: 1, fixed: 2, 'free-delivery': 3 };

/**
 * The combination that saves most; of equal ones that with the fewest codes, and then the first as they were given.
 * @param promotions by code as the cart gives them; `undefined` for codes that there are not
 */
export function bestCombination(
  promotions: ReadonlyMap<string, Promotion | undefined>,
  cart: PromotionCart,
  customer: PromotionCustomer | null,
): Combination {
  const refused: { code: string; reason: RefusalReason }[] = [];
  const usable: Promotion[] = [];
  for (const [code, promotion] of promotions) {
    const reason = promotion === undefined ? 'unknown' : refusalOf(promotion, cart, customer);
    if (reason !== undefined) refused.push({ code, reason });
    else if (promotion !== undefined) usable.push(promotion);
  }
  const best = combinationsOf(usable).map((codes) => applyAll(codes, cart)).reduce(better, NOTHING);
  const chosen = best.filter(({ discount }) => discount > 0);
  for (const { id } of usable) {
    if (!chosen.some(({ code }) => code === id)) refused.push({ code: id, reason: chosen.length > 0 ? 'less-than-others' : 'nothing-eligible' });
  }
  const taken = sumTaken(cart, chosen);
  return { applied: chosen, refused, taken, discount: totalOf(taken) };
}

const NOTHING: readonly AppliedCode[] = [];

/** Every code alone, and every set of codes that may be used together. */
function combinationsOf(usable: readonly Promotion[]): Promotion[][] {
  const stackable = usable.filter((promotion) => promotion.stackable);
  const sets = stackable.reduce<Promotion[][]>((all, promotion) => [...all, ...all.map((set) => [...set, promotion])], [[]]);
  return [...usable.map((promotion) => [promotion]), ...sets.filter(({ length }) => length > 1)];
}

function applyAll(codes: readonly Promotion[], cart: PromotionCart): AppliedCode[] {
  let remaining = wholeCart(cart);
  return codes
    .toSorted((a, b) => ORDER[a.benefit.type] - ORDER[b.benefit.type])
    .map((promotion) => {
      const taken = discountOf(promotion, cart, remaining);
      remaining = without(remaining, taken);
      return { code: promotion.id, name: promotion.name, discount: totalOf(taken), taken };
    });
}

function better(best: readonly AppliedCode[], other: readonly AppliedCode[]): readonly AppliedCode[] {
  const [a, b] = [saved(best), saved(other)];
  return b > a || (b === a && b > 0 && other.length < best.length) ? other : best;
}

function saved(codes: readonly AppliedCode[]): Minor {
  return sumMinor(codes.map(({ discount }) => discount));
}

function sumTaken({ lines }: PromotionCart, applied: readonly AppliedCode[]): Taken {
  return {
    lines: lines.map((_line, index) => sumMinor(applied.map(({ taken }) => taken.lines[index] ?? ZERO))),
    fee: sumMinor(applied.map(({ taken }) => taken.fee)),
  };
}
