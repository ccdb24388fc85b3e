import { absolute, compareDecimals, divideRounded, formatDecimal, parseDecimal, powerOfTen, type Decimal } from '../../platform/decimal.ts';
import { exponentOf, toDecimalString, type Currency, type Minor } from '../../platform/money.ts';

const NOTHING: Decimal = { unscaled: 0n, scale: 0 };
const MAX_EXTRA_DECIMALS = 12;

/**
 * The price of one without VAT as a decimal in whole units of the currency, with the fewest decimals that still
 * make `quantity × price` round to `netGross`. An e-invoice needs it: a receiver multiplies again.
 *
 * @param quantity as on the line; when it is zero there is no price to find and `typedPrice` is given back
 */
export function unitPriceNet(quantity: string, netGross: Minor, typedPrice: Minor, currency: Currency): string {
  const count = parseDecimal(quantity, { integerDigits: 9, fractionDigits: 6 });
  if (compareDecimals(count, NOTHING) === 0) return toDecimalString(typedPrice, currency);
  const exponent = exponentOf(currency);
  for (let extra = 0; extra <= MAX_EXTRA_DECIMALS; extra += 1) {
    const price = divideExactly(netGross, count, extra);
    if (product(price, count, extra) === BigInt(netGross)) return asPrice(price, exponent + extra, exponent);
  }
  throw new RangeError(`No unit price makes ${quantity} pieces come to ${netGross}`);
}

/** `netGross / count` in units of `10^-extra` minor units. */
function divideExactly(netGross: Minor, count: Decimal, extra: number): bigint {
  const numerator = BigInt(netGross) * powerOfTen(count.scale + extra);
  const sign = count.unscaled < 0n ? -1n : 1n;
  return divideRounded(numerator * sign, absolute(count.unscaled));
}

function product(price: bigint, count: Decimal, extra: number): bigint {
  return divideRounded(price * count.unscaled, powerOfTen(count.scale + extra));
}

/** Keeps the decimals the currency has, and drops only zeros beyond them. */
function asPrice(unscaled: bigint, scale: number, decimals: number): string {
  const text = formatDecimal({ unscaled, scale });
  if (decimals === 0) return text;
  const [whole = '0', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(decimals, '0')}`;
}
