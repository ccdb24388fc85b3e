/** Decimal numbers on integers, for comparing and writing amounts and quantities without losing a digit. */

/** A decimal string as an integer and the number of its decimals. */
export interface Exact {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** Reads a plain decimal; anything else counts as one, which every quantity can be. */
export function exact(decimal: string | undefined): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal ?? '');
  if (!match) return { unscaled: 1n, scale: 0 };
  const [, sign = '', integer = '', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  return { unscaled: BigInt(`${sign}${integer}${digits}`), scale: digits.length };
}

/** The number as a plain decimal. */
export function written({ unscaled, scale }: Exact): string {
  const negative = unscaled < 0n;
  const digits = String(negative ? -unscaled : unscaled).padStart(scale + 1, '0');
  const value = scale > 0 ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
  return negative ? `-${value}` : value;
}

/** The same number with the other sign. */
export function opposite({ unscaled, scale }: Exact): Exact {
  return { unscaled: -unscaled, scale };
}

/** Whether `quantity × price` is within `tolerance` of `amount`; the last three in minor units. */
export function isProduct(quantity: Exact, price: number, amount: number, tolerance: number): boolean {
  const one = 10n ** BigInt(quantity.scale);
  const difference = quantity.unscaled * BigInt(price) - BigInt(amount) * one;
  return (difference < 0n ? -difference : difference) <= BigInt(tolerance) * one;
}
