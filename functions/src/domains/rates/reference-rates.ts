import { daysBetween, type IsoDate } from '../../platform/business-date.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { type Currency } from '../../platform/money.ts';
import { type Entity } from '../../platform/tenancy.ts';

/** The reference rates of one day: units of each currency for one euro, as printed. The id is the date. */
export interface ReferenceRates extends Entity {
  readonly date: IsoDate;
  readonly rates: Readonly<Record<string, string>>;
  readonly fetchedAt: Date;
}

/** A rate, and the day for which it was published. */
export interface ReferenceRate {
  readonly rate: string;
  readonly date: IsoDate;
  readonly source: 'ECB';
}

/** The longest that the bank is silent: Good Friday to Easter Monday, with a weekend and a day to spare. */
const MAX_AGE_DAYS = 6;

/** Whether a table is recent enough to be the latest one before `date`. */
export function isCurrent(table: ReferenceRates | undefined, date: IsoDate): table is ReferenceRates {
  return table !== undefined && daysBetween(table.date, date) <= MAX_AGE_DAYS;
}

/**
 * The rate of a currency out of the latest table before a date.
 * @throws AppError `provider-unavailable` when there is no recent table; `invalid-input` at `currency` when the bank has
 *   no rate for it
 */
export function rateFrom(table: ReferenceRates | undefined, currency: Currency, date: IsoDate): ReferenceRate {
  if (!isCurrent(table, date)) {
    throw new AppError('provider-unavailable', `no reference rates before ${date}`, {
      say: {
        en: 'The exchange rates of the ECB are not in yet. Try again in a few minutes.',
        nl: 'De wisselkoersen van de ECB zijn nog niet binnen. Probeer het over een paar minuten opnieuw.',
      },
    });
  }
  const rate = table.rates[currency];
  if (rate === undefined) {
    throw invalidField('currency', {
      en: `The European Central Bank publishes no rate for ${currency}.`,
      nl: `De Europese Centrale Bank publiceert geen koers voor ${currency}.`,
    });
  }
  return { rate, date: table.date, source: 'ECB' };
}
