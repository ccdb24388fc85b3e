import * as z from 'zod';
import { EXPONENTS, type Currency } from './currency-decimals.ts';

export { exponentOf, type Currency } from './currency-decimals.ts';

/** All currencies the product can invoice in, alphabetically. */
export const CURRENCIES = Object.keys(EXPONENTS) as [Currency, ...Currency[]];

/** A currency code in capitals. */
export const CurrencyCode = z.enum(CURRENCIES, { error: 'Use a current ISO 4217 currency code such as EUR' });
