import { yearOf, type IsoDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { addMinor, formatMoney, minor, type Minor } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { type Organisation } from '../accounts/api.ts';
import { SMALL_BUSINESS_LIMIT, staysWithinSmallBusinessScheme } from '../vat/api.ts';
import { changeTurnover, turnoverOf } from './repo.ts';

/**
 * Counts what a participant in the small-business scheme (KOR) invoices in a calendar year. The sale that would cross the
 * limit is taxed in full, which changes what the customer pays; so it is refused until the organisation has left the
 * scheme, and then taxed like everything after it.
 * @param net without VAT, in euro cents; negative for a credit note
 * @throws AppError `wrong-state` when the limit would be crossed
 */
export async function countTurnover(tx: Tx, org: Tenant, { vatScheme }: Organisation, net: Minor, today: IsoDate): Promise<void> {
  if (vatScheme !== 'kor') return;
  const year = String(yearOf(today));
  const turnover = await turnoverOf(tx, org, year);
  if (net > 0 && !staysWithinSmallBusinessScheme(turnover, net)) throw overLimit(turnover, net);
  changeTurnover(tx, org, year, addMinor(turnover, net));
}

function overLimit(turnover: Minor, net: Minor): AppError {
  const amount = (language: 'nl' | 'en') => formatMoney({ amount: minor(SMALL_BUSINESS_LIMIT), currency: 'EUR' }, language);
  return new AppError('wrong-state', `turnover ${turnover} and this sale of ${net} exceed the limit of the small-business scheme`, {
    say: {
      en: `This sale takes you over ${amount('en')} this year, and has to be taxed in full. Leave the small-business scheme (KOR) in your settings first.`,
      nl: `Met deze verkoop kom je dit jaar boven ${amount('nl')}; zij moet volledig worden belast. Zet eerst de KOR uit bij de instellingen.`,
    },
    data: { turnover, limit: SMALL_BUSINESS_LIMIT },
  });
}
