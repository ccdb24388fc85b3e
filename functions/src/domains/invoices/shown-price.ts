import { divideRounded, parseDecimal, powerOfTen } from '../../platform/decimal.ts';
import { exponentOf, minor, type Currency, type Minor } from '../../platform/money.ts';

/** A price without VAT as paper shows it: minor units, rounded. The line's net amount stays exact. */
export function shownPrice(unitPriceNet: string, currency: Currency): Minor {
  const { unscaled, scale } = parseDecimal(unitPriceNet, { integerDigits: 15, fractionDigits: 15 });
  const places = exponentOf(currency);
  return minor(scale <= places ? unscaled * powerOfTen(places - scale) : divideRounded(unscaled, powerOfTen(scale - places)));
}
