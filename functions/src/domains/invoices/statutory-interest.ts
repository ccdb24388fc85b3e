import { addDays, addYears, daysBetween, earlierOf, isoDate, type IsoDate } from '../../platform/business-date.ts';
import { divideRounded } from '../../platform/decimal.ts';
import { addMinor, minor, ZERO, type Minor } from '../../platform/money.ts';

/** `consumer`: article 6:119 BW. `commercial`: article 6:119a BW, between businesses and from public bodies. */
export type InterestKind = 'consumer' | 'commercial';

type Rate = readonly [from: IsoDate, rateBp: number];

const rate = (from: string, rateBp: number): Rate => [isoDate(from), rateBp];

/**
 * Yearly rates in basis points, each until the next. The consumer rate is set by decree (the one of 2015: Stb. 2014,
 * 491); the commercial rate is the ECB's refinancing rate on the first day of the half year plus 8 points (7 until
 * 16 March 2013), and is the sum itself, not rounded. Published by the Rijksoverheid as "Hoogte wettelijke rente".
 *
 * Last checked for the second half of 2026, against programs that publish the same table (consumer 4 %,
 * commercial 10.40 %), not against the decrees themselves. A new half year needs a look, and perhaps a row.
 */
const RATES: Readonly<Record<InterestKind, readonly Rate[]>> = {
  consumer: [
    rate('2012-07-01', 300),
    rate('2015-01-01', 200),
    rate('2023-01-01', 400),
    rate('2023-07-01', 600),
    rate('2024-01-01', 700),
    rate('2025-01-01', 600),
    rate('2026-01-01', 400),
  ],
  commercial: [
    rate('2012-07-01', 800),
    rate('2013-01-01', 775),
    rate('2013-03-16', 875),
    rate('2013-07-01', 850),
    rate('2014-01-01', 825),
    rate('2014-07-01', 815),
    rate('2015-01-01', 805),
    rate('2016-07-01', 800),
    rate('2023-01-01', 1050),
    rate('2023-07-01', 1200),
    rate('2024-01-01', 1250),
    rate('2024-07-01', 1225),
    rate('2025-01-01', 1115),
    rate('2025-07-01', 1015),
    rate('2026-07-01', 1040),
  ],
};

/** The last day for which the rates were checked; a letter about a later day uses the last known rate. */
export const INTEREST_CHECKED_UNTIL: IsoDate = isoDate('2026-12-31');

/** What was owed from a day on, in euro cents, until the next entry. */
export interface OpenBalance {
  readonly from: IsoDate;
  readonly amount: Minor;
}

/** Some days at one rate over one amount; both ends belong to it. */
export interface InterestPeriod {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly days: number;
  readonly rateBp: number;
  /** The open balance, and the interest that earlier years have added to it. */
  readonly over: Minor;
}

export interface StatutoryInterest {
  readonly interest: Minor;
  readonly periods: readonly InterestPeriod[];
}

/** Hundredths of a percent times days of a year: what a product of cents, basis points and days is divided by. */
const SCALE = 10_000n * 365n;

/**
 * Statutory interest on a debt in euro, from the day after it was due up to and including `until`.
 *
 * Days are counted as they are and a year as 365. After each full year its interest is added to what bears interest
 * (article 6:119, paragraph 2, and 6:119a, paragraph 3, BW). Cents are rounded then and at the end, never per period.
 *
 * @param balances what was open over time, oldest first; the first applies from the day after the due date
 * @throws RangeError when the debt was due before the tables begin, in July 2012
 */
export function statutoryInterest(kind: InterestKind, dueDate: IsoDate, balances: readonly OpenBalance[], until: IsoDate): StatutoryInterest {
  const firstDay = addDays(dueDate, 1);
  const periods: InterestPeriod[] = [];
  let interest: Minor = ZERO;
  for (let year = 0, start = firstDay; start <= until; year += 1, start = addYears(firstDay, year)) {
    const end = earlierOf(addDays(addYears(firstDay, year + 1), -1), until);
    const ofYear = periodsBetween(kind, start, end, balances, interest);
    const exact = ofYear.reduce((all, { over, rateBp, days }) => all + BigInt(over) * BigInt(rateBp) * BigInt(days), 0n);
    interest = addMinor(interest, minor(divideRounded(exact, SCALE)));
    periods.push(...ofYear);
  }
  return { interest, periods };
}

/** The rate in basis points on a day. @throws RangeError before July 2012 */
export function interestRateOn(kind: InterestKind, date: IsoDate): number {
  const row = RATES[kind].findLast(([from]) => from <= date);
  if (!row) throw new RangeError(`No ${kind} interest rate is known on ${date}`);
  return row[1];
}

/** Splits a stretch of days wherever the rate or the balance changes. Days on which nothing was open are left out. */
function periodsBetween(
  kind: InterestKind,
  start: IsoDate,
  end: IsoDate,
  balances: readonly OpenBalance[],
  added: Minor,
): InterestPeriod[] {
  const changes = [...RATES[kind].map(([from]) => from), ...balances.map(({ from }) => from)];
  const starts = [start, ...new Set(changes.filter((date) => date > start && date <= end))].sort();
  return starts.flatMap((from, index): InterestPeriod[] => {
    const next = starts[index + 1];
    const to = next === undefined ? end : addDays(next, -1);
    const open = (balances.findLast((balance) => balance.from <= from) ?? balances[0])?.amount ?? ZERO;
    if (open <= 0) return [];
    return [{ from, to, days: daysBetween(from, to) + 1, rateBp: interestRateOn(kind, from), over: addMinor(open, added) }];
  });
}
