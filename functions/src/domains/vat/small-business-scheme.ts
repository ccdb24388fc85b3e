import { addMinor, minor, type Minor } from '../../platform/money.ts';

/** Turnover a year up to which the scheme applies, in euro cents (article 25 Wet OB, from 2020): EUR 20,000. */
export const SMALL_BUSINESS_LIMIT: Minor = minor(2_000_000);

/**
 * Whether a sale of a participant in the small-business scheme (KOR) is still exempt. The sale that crosses the
 * limit is taxed in full, and so is everything after it.
 *
 * @param turnover of the calendar year so far, without VAT, in euro cents
 * @param sale without VAT, in euro cents
 */
export function staysWithinSmallBusinessScheme(turnover: Minor, sale: Minor): boolean {
  return addMinor(turnover, sale) <= SMALL_BUSINESS_LIMIT;
}
