import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { IsoDate } from '../../../../platform/business-date.ts';
import { ExchangeRate } from '../../../vat/api.ts';
import { type PublishedTable } from '../port.ts';

const Rate = z.object({ currency: z.string().regex(/^[A-Z]{3}$/), rate: ExchangeRate });
const Table = z.object({ time: IsoDate, Cube: z.array(Rate).min(1) });
const Envelope = z.object({ Envelope: z.object({ Cube: z.object({ Cube: z.array(Table).min(1) }) }) });

/** Every `Cube` is a list, also of one; values stay text, since a rate must never pass through a binary fraction. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseAttributeValue: false,
  isArray: (_name, path, _isLeaf, isAttribute) => !isAttribute && String(path).startsWith('Envelope.Cube.Cube'),
});

/**
 * The tables in a file of the ECB (eurofxref).
 * @throws ZodError when it is not what the bank publishes; better no rate than a wrong one
 */
export function tablesIn(xml: string): PublishedTable[] {
  const { Envelope: envelope } = Envelope.parse(parser.parse(xml));
  return envelope.Cube.Cube.map(({ time, Cube }) => ({
    date: time,
    rates: Object.fromEntries(Cube.map(({ currency, rate }) => [currency, rate])),
  }));
}
