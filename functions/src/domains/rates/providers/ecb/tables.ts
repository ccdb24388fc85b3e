import * as z from 'zod';
import { IsoDate } from '../../../../platform/business-date.ts';
import { ExchangeRate } from '../../../vat/api.ts';
import { type PublishedTable } from '../port.ts';

const Rate = z.object({ currency: z.string().regex(/^[A-Z]{3}$/), rate: ExchangeRate });
const Table = z.object({ time: IsoDate, Cube: z.array(Rate).min(1) });
const Envelope = z.object({ Envelope: z.object({ Cube: z.object({ Cube: z.array(Table).min(1) }) }) });

/**
 * The tables in a file of the ECB (eurofxref).
 * @throws ZodError when it is not what the bank publishes; better no rate than a wrong one
 */
export async function tablesIn(xml: string): Promise<PublishedTable[]> {
  const { parseXml } = await import('./xml.lazy.ts');
  const { Envelope: envelope } = Envelope.parse(parseXml(xml));
  return envelope.Cube.Cube.map(({ time, Cube }) => ({
    date: time,
    rates: Object.fromEntries(Cube.map(({ currency, rate }) => [currency, rate])),
  }));
}
