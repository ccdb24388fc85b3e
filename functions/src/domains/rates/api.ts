import { type IsoDate } from '../../platform/business-date.ts';
import { type Currency } from '../../platform/money.ts';
import { type Reader } from '../../platform/tx.ts';
import { orderRates } from './fetch-rates.ts';
import { isCurrent, rateFrom, type ReferenceRate } from './reference-rates.ts';
import { latestBefore } from './repo.ts';

export { type ReferenceRate } from './reference-rates.ts';

/**
 * The European Central Bank's reference rate for a currency: the last one published before a date.
 * @throws AppError `provider-unavailable` or `invalid-input` at `currency`
 */
export async function rateBefore(reader: Reader, currency: Currency, date: IsoDate): Promise<ReferenceRate> {
  return rateFrom(await latestBefore(reader, date), currency, date);
}

/**
 * Asks for rates when a document in another currency begins and there are none from before its date, so that nobody
 * waits for the bank when it is issued. Reads, so it comes before the writes of the transaction.
 */
export async function wantRates(ordering: Parameters<typeof orderRates>[0], currency: Currency, date: IsoDate): Promise<void> {
  if (currency === 'EUR' || isCurrent(await latestBefore(ordering.tx, date), date)) return;
  orderRates(ordering);
}
