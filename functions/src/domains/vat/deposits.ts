import { absolute } from '../../platform/decimal.ts';
import {
  addMinor,
  amountError,
  percentOf,
  roundToTotal,
  subtractMinor,
  sumMinor,
  ZERO,
  type Minor,
} from '../../platform/money.ts';
import { compareGroups, groupId, itemAt, keyOf, type Discount, type VatGroup, type VatKey } from './document.ts';

/** A deposit invoice as its final invoice sees it: what it taxed, per group. */
export interface Deposit {
  readonly groups: readonly (VatKey & { readonly base: Minor; readonly vat: Minor })[];
}

/** What a deposit asks for in one VAT group, VAT included: one line of the deposit invoice, priced inclusive. */
export interface DepositPart {
  readonly treatment: VatKey;
  readonly gross: Minor;
}

/**
 * Takes deposit invoices off the groups of a final invoice, base from base and VAT from VAT of the same
 * rate, so that the deposits and the final invoice together tax exactly what was supplied.
 *
 * @throws AppError `invalid-input` when the deposits come to more than the document
 */
export function deductDeposits(groups: readonly VatGroup[], deposits: readonly Deposit[]): VatGroup[] {
  const taken = deposits.flatMap((deposit) => deposit.groups);
  const remaining = new Map(groups.map((group) => [groupId(group), group]));
  for (const part of taken) {
    const group = remaining.get(groupId(part)) ?? emptyGroup(part);
    remaining.set(groupId(part), {
      ...group,
      deposits: addMinor(group.deposits, part.base),
      base: subtractMinor(group.base, part.base),
      vat: subtractMinor(group.vat, part.vat),
      gross: subtractMinor(group.gross, addMinor(part.base, part.vat)),
    });
  }
  const rest = [...remaining.values()].sort(compareGroups);
  if (taken.length > 0 && sumMinor(rest.map(({ gross }) => gross)) < 0) {
    throw amountError('out-of-range', {
      en: 'The deposits come to more than the document; credit one of them first.',
      nl: 'De aanbetalingen zijn samen meer dan het document; crediteer er eerst een.',
    });
  }
  return rest;
}

/**
 * Spreads a deposit over the VAT groups of what it is a deposit on, in proportion to their totals including
 * VAT. The parts add up to the deposit to the cent.
 *
 * @param deposit a share of the total, or an amount including VAT
 * @throws AppError `invalid-input` when the amount is negative or more than the total
 */
export function splitDeposit(groups: readonly VatGroup[], deposit: Discount): DepositPart[] {
  const whole = sumMinor(groups.map(({ gross }) => gross));
  const total = 'percentBp' in deposit ? percentOf(whole, deposit.percentBp) : deposit.amountMinor;
  if (total <= 0 || total > whole) {
    throw amountError('out-of-range', {
      en: 'A deposit is more than nothing and at most the total including VAT.',
      nl: 'Een aanbetaling is meer dan niets en ten hoogste het totaal inclusief btw.',
    });
  }
  const weights = groups.map(({ gross }) => BigInt(gross) * BigInt(total));
  const parts = roundToTotal(weights, absolute(BigInt(whole)), total);
  return groups
    .map((group, index) => ({ treatment: keyOf(group), gross: itemAt(parts, index) }))
    .filter(({ gross }) => gross !== 0);
}

function emptyGroup(key: VatKey): VatGroup {
  const nothing = { lines: ZERO, discount: ZERO, charges: ZERO, deposits: ZERO, base: ZERO, vat: ZERO, gross: ZERO };
  return { ...keyOf(key), ...nothing };
}
