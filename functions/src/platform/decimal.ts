/**
 * Exact decimal numbers as an integer and a scale, and the one rounding rule of the house.
 *
 * Everything that multiplies or divides an amount goes through here, on BigInt, so that no
 * binary fraction ever meets money.
 */
import { AppError, type Say } from './errors.ts';

/** What can be wrong with a number that should have become an amount, quantity or rate: the code of the issue. */
export type AmountErrorCode = 'malformed' | 'too-precise' | 'out-of-range' | 'currency-mismatch' | 'unspreadable';

/**
 * An `invalid-input` about a number. Its one issue has an empty path; whoever knows the field puts it in
 * front with `atPath`.
 */
export function amountError(code: AmountErrorCode, say: Say): AppError {
  return new AppError('invalid-input', say.en, { say, issues: [{ path: '', code, message: say.en, dutch: say.nl }] });
}

/** Runs a computation and puts `path` in front of the paths of the issues it raises: `lines.2.quantity`. */
export function atPath<T>(path: string, compute: () => T): T {
  try {
    return compute();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.issues.length === 0) throw thrown;
    const issues = thrown.issues.map((issue) => ({ ...issue, path: issue.path === '' ? path : `${path}.${issue.path}` }));
    throw new AppError(thrown.code, `${path}: ${thrown.message}`, { say: thrown.say, issues, cause: thrown });
  }
}

/** `unscaled / 10^scale`; `scale` is never negative. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** How long a decimal may be, counted in digits before and after the point. */
export interface DecimalLimits {
  readonly integerDigits: number;
  readonly fractionDigits: number;
}

const PLAIN_DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `10^exponent`, for an exponent of zero or more. */
export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/**
 * Reads a plain decimal such as `-12.50`: a point, no grouping, no exponent, no plus sign.
 * Zeros at either end carry no value and do not count towards the limits.
 *
 * @throws AppError `invalid-input` with issue `malformed`, `too-precise` or `out-of-range`
 */
export function parseDecimal(text: string, limits: DecimalLimits): Decimal {
  // Quoting only the beginning keeps a megabyte of digits out of the log and of the answer.
  const shown = text.length > 24 ? `${text.slice(0, 24)}…` : text;
  const match = PLAIN_DECIMAL.exec(text);
  if (!match) {
    throw amountError('malformed', {
      en: `"${shown}" is not a decimal number such as 12.34.`,
      nl: `"${shown}" is geen decimaal getal zoals 12.34.`,
    });
  }
  const [, sign = '', integerText = '', fractionText = ''] = match;
  const integer = integerText.replace(/^0+/, '');
  const fraction = trimTrailingZeros(fractionText);
  if (integer.length > limits.integerDigits) {
    throw amountError('out-of-range', {
      en: `"${shown}" has more than ${limits.integerDigits} digits before the point.`,
      nl: `"${shown}" heeft meer dan ${limits.integerDigits} cijfers voor de punt.`,
    });
  }
  if (fraction.length > limits.fractionDigits) {
    throw amountError('too-precise', {
      en: `"${shown}" has more than ${limits.fractionDigits} decimals.`,
      nl: `"${shown}" heeft meer dan ${limits.fractionDigits} decimalen.`,
    });
  }
  const magnitude = BigInt(`${integer}${fraction}` || '0');
  return { unscaled: sign === '-' ? -magnitude : magnitude, scale: fraction.length };
}

/** The shortest plain decimal with this value: `12.5`, `-0.001`, `7`. */
export function formatDecimal(value: Decimal): string {
  const negative = value.unscaled < 0n;
  const digits = absolute(value.unscaled).toString().padStart(value.scale + 1, '0');
  const point = digits.length - value.scale;
  const fraction = trimTrailingZeros(digits.slice(point));
  const plain = fraction === '' ? digits.slice(0, point) : `${digits.slice(0, point)}.${fraction}`;
  return negative ? `-${plain}` : plain;
}

/** `a + b`, exactly. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: rescale(a, scale) + rescale(b, scale), scale };
}

/** `-a`. */
export function negateDecimal(a: Decimal): Decimal {
  return { unscaled: -a.unscaled, scale: a.scale };
}

/** Below zero when `a < b`, zero when they have the same value, above zero when `a > b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [rescale(a, scale), rescale(b, scale)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** The same value as an integer count of `10^-scale`; `scale` must not be below the decimal's own. */
export function rescale(value: Decimal, scale: number): bigint {
  return value.unscaled * powerOfTen(scale - value.scale);
}

/**
 * `numerator / denominator` to the nearest integer, halves away from zero: 0.5 becomes 1 and -0.5
 * becomes -1, so that a credit note rounds to exactly what it credits. The denominator is above zero.
 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const half = (absolute(numerator) * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -half : half;
}

/** `|value|`. */
export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function trimTrailingZeros(digits: string): string {
  let end = digits.length;
  // A loop and not /0+$/, which takes quadratic time on a hostile run of zeros.
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1;
  return digits.slice(0, end);
}
