import { addMinor, sumMinor } from '../../platform/money.ts';
import { type EuroGroup } from '../vat/api.ts';
import { type InEuro } from './invoice.ts';

/** The totals in euro of what each VAT group comes to in euro: sums, so that nothing is rounded twice. */
export function sumInEuro(groups: readonly EuroGroup[]): InEuro {
  const net = sumMinor(groups.map(({ base }) => base));
  const vat = sumMinor(groups.map((group) => group.vat));
  return { net, vat, gross: addMinor(net, vat), groups: [...groups] };
}
