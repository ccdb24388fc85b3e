import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Instant } from '../../../platform/instant.ts';
import { organisation } from '../../accounts/api.ts';
import { ServiceForm } from '../product.ts';
import { shopRef } from '../repo.ts';
import { slotsOf } from '../slots.ts';

export const listSlots = query({
  name: 'catalogue/slots',
  summary: 'The times for which a shop takes orders, the earliest first',
  access: 'guest',
  input: z.object({ shopId: Id, service: ServiceForm, limit: z.int().min(1).max(400).default(96) }),
  output: z.object({ slots: z.array(Instant) }),
  async read({ input: { shopId, service, limit }, org, clock, reader }) {
    // The clock by which orders are judged, whatever the shop's copy of it says.
    const [shop, { timeZone }] = await Promise.all([reader.require(shopRef(org, shopId)), organisation(reader, org)]);
    return { slots: slotsOf(shop, service, clock.now(), timeZone, limit) };
  },
});
