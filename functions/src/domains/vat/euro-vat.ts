import * as z from 'zod';
import { divideRounded, parseDecimal, powerOfTen, type Decimal } from '../../platform/decimal.ts';
import { amountError, atPath, exponentOf, minor, subtractMinor, type Currency, type Minor } from '../../platform/money.ts';
import { creditedGroups, type CreditableDocument, type CreditProgress } from './credit-progress.ts';
import { itemAt, keyOf, type VatKey } from './document.ts';

/** Units of a currency for one euro, as the European Central Bank publishes its reference rates: `"1.0842"`. */
export const ExchangeRate = z
  .string()
  .regex(/^(0|[1-9]\d{0,7})(\.\d{1,8})?$/, { error: 'Give the exchange rate as a decimal string such as "1.0842"' })
  .regex(/[1-9]/, { error: 'An exchange rate is more than zero' });

/** A VAT group in euro cents, as the invoice must state it and the VAT return counts it. */
export interface EuroGroup extends VatKey {
  readonly base: Minor;
  readonly vat: Minor;
}

/**
 * An amount in euro cents, rounded half away from zero.
 *
 * @param rate units of `currency` for one euro; ignored for the euro itself
 * @throws AppError `invalid-input` at `exchangeRate`
 */
export function toEuro(amount: Minor, currency: Currency, rate: string): Minor {
  if (currency === 'EUR') return amount;
  const { unscaled, scale } = atPath('exchangeRate', () => parseRate(rate));
  return minor(divideRounded(BigInt(amount) * 100n * powerOfTen(scale), unscaled * powerOfTen(exponentOf(currency))));
}

function parseRate(rate: string): Decimal {
  const decimal = parseDecimal(rate, { integerDigits: 8, fractionDigits: 8 });
  if (decimal.unscaled <= 0n) {
    throw amountError('out-of-range', {
      en: 'An exchange rate is more than zero.',
      nl: 'Een wisselkoers is meer dan nul.',
    });
  }
  return decimal;
}

/** The VAT groups of a document in euro, each rounded once. */
export function groupsInEuro(
  groups: readonly (VatKey & { readonly base: Minor; readonly vat: Minor })[],
  currency: Currency,
  rate: string,
): EuroGroup[] {
  return groups.map((group) => ({
    ...keyOf(group),
    base: toEuro(group.base, currency, rate),
    vat: toEuro(group.vat, currency, rate),
  }));
}

/**
 * The VAT groups of a credit note in euro at the rate of its invoice: the difference of what was credited before
 * and after, so that in euro too invoice and credit notes add up to zero. In the order of the invoice's groups.
 */
export function creditInEuro(document: CreditableDocument, before: CreditProgress, after: CreditProgress, rate: string): EuroGroup[] {
  const { currency } = document.computed;
  const start = groupsInEuro(creditedGroups(document, before), currency, rate);
  return groupsInEuro(creditedGroups(document, after), currency, rate).map((end, index) => {
    const from = itemAt(start, index);
    return { ...end, base: subtractMinor(from.base, end.base), vat: subtractMinor(from.vat, end.vat) };
  });
}
