import { type IsoDate } from '../../platform/business-date.ts';
import { addMinor, sumMinor, type Currency } from '../../platform/money.ts';
import { type Reader } from '../../platform/tx.ts';
import { rateBefore } from '../rates/api.ts';
import { groupsInEuro, type EuroGroup } from '../vat/api.ts';
import { type InEuro, type Invoice } from './invoice.ts';

/** The totals in euro of what each VAT group comes to in euro: sums, so that nothing is rounded twice. */
export function sumInEuro(groups: readonly EuroGroup[]): InEuro {
  const net = sumMinor(groups.map(({ base }) => base));
  const vat = sumMinor(groups.map((group) => group.vat));
  return { net, vat, gross: addMinor(net, vat), groups: [...groups] };
}

/**
 * What a document comes to in euro, which its VAT must be stated in, at the reference rate of the day before.
 * @throws AppError `provider-unavailable` when that rate is not in
 */
export async function inEuroOf(
  reader: Reader,
  currency: Currency,
  vat: Invoice['vat'],
  date: IsoDate,
): Promise<Pick<Invoice, 'exchangeRate' | 'inEuro'>> {
  if (currency === 'EUR') return { exchangeRate: null, inEuro: null };
  const exchangeRate = await rateBefore(reader, currency, date);
  return { exchangeRate, inEuro: sumInEuro(groupsInEuro(vat, currency, exchangeRate.rate)) };
}
