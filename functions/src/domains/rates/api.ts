import { type IsoDate } from '../../platform/business-date.ts';
import { type Currency } from '../../platform/money.ts';
import { type Reader } from '../../platform/tx.ts';
import { isCurrent, rateFrom, type ReferenceRate } from './reference-rates.ts';
import { latestBefore } from './repo.ts';

export { orderRates } from './fetch-rates.ts';
export { type ReferenceRate } from './reference-rates.ts';

/**
 * The European Central Bank's reference rate for a currency: the last one published before a date.
 * @throws AppError `provider-unavailable` or `invalid-input` at `currency`
 */
export async function rateBefore(reader: Reader, currency: Currency, date: IsoDate): Promise<ReferenceRate> {
  return rateFrom(await latestBefore(reader, date), currency, date);
}

/** Whether rates from before a date are there. */
export async function hasRates(reader: Reader, date: IsoDate): Promise<boolean> {
  return isCurrent(await latestBefore(reader, date), date);
}
