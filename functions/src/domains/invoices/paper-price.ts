import { divideRounded, parseDecimal, powerOfTen } from '../../platform/decimal.ts';
import { minor } from '../../platform/money.ts';

/** The unit price as paper shows it: minor units, rounded; the line's net amount stays exact. */
export function paperLinePrice(unitPriceNet: string): { unitPriceMinor: number } {
  const { unscaled, scale } = parseDecimal(unitPriceNet, { integerDigits: 15, fractionDigits: 14 });
  const places = 2;
  const scaled = scale <= places ? unscaled * powerOfTen(places - scale) : divideRounded(unscaled, powerOfTen(scale - places));
  return { unitPriceMinor: minor(scaled) };
}
