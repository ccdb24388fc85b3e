import { addDays, type IsoDate } from '../../platform/business-date.ts';
import { divideRounded } from '../../platform/decimal.ts';
import { addMinor, minor, percentOf, ZERO, type Minor } from '../../platform/money.ts';

/** A slice of the principal and the share of it that may be asked, in euro cents and basis points. */
interface Band {
  readonly upTo: bigint | null;
  readonly rateBp: bigint;
}

const BANDS: readonly Band[] = [
  { upTo: 250_000n, rateBp: 1500n },
  { upTo: 500_000n, rateBp: 1000n },
  { upTo: 1_000_000n, rateBp: 500n },
  { upTo: 20_000_000n, rateBp: 100n },
  { upTo: null, rateBp: 50n },
];

const LEAST = minor(4_000);
const MOST = minor(677_500);

/**
 * The extrajudicial collection cost that may be claimed on an unpaid principal, in euro cents.
 *
 * Source: Besluit vergoeding voor buitengerechtelijke incassokosten, article 2 (on article 6:96 BW). From a consumer it
 * may only be claimed when a letter has given fourteen days more, in vain; claims in one such letter are added
 * up and the scale is applied once.
 *
 * @param principal what is owed, VAT included, without interest
 * @param vatRateBp VAT on top, for a creditor who cannot deduct it (KOR, exempt supplies); 0 for all others
 */
export function collectionCost(principal: Minor, vatRateBp = 0): Minor {
  if (principal <= 0) return ZERO;
  const owed = BigInt(principal);
  let below = 0n;
  let scaled = 0n;
  for (const { upTo, rateBp } of BANDS) {
    const top = upTo === null || owed < upTo ? owed : upTo;
    if (top > below) scaled += (top - below) * rateBp;
    below = top;
  }
  const cost = minor(divideRounded(scaled, 10_000n));
  const bounded = cost < LEAST ? LEAST : cost > MOST ? MOST : cost;
  return addMinor(bounded, percentOf(bounded, vatRateBp));
}

/**
 * The last day on which a consumer can pay without collection cost: fourteen days, of which the first is the day
 * after the letter was received (article 6:96, paragraph 6, BW; Supreme Court 25 November 2016, ECLI:NL:HR:2016:2704).
 */
export function lastDayWithoutCost(receivedOn: IsoDate): IsoDate {
  return addDays(receivedOn, 14);
}
