import { exponentOf, type Currency } from '../../../platform/currency-decimals.ts';
import { written } from './exact.ts';
import type { Xml } from './xml.ts';

/** Writes an amount of minor units in the currency of the document. */
export type AmountWriter = (minor: number) => Xml;

/** An amount with its currency, such as `<cbc:TaxAmount currencyID="EUR">12.34</cbc:TaxAmount>`. */
export function amount(minor: number, currency: Currency): Xml {
  return { '@_currencyID': currency, '#text': written({ unscaled: BigInt(minor), scale: exponentOf(currency) }) };
}
