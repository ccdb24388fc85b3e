import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Instant } from '../../../platform/instant.ts';
import { slotsOf } from '../opening.ts';
import { ServiceForm } from '../product.ts';
import { shopRef } from '../repo.ts';

export const listSlots = query({
  name: 'catalogue/slots',
  summary: 'The times for which a shop takes orders, the earliest first',
  access: 'guest',
  input: z.object({ shopId: Id, service: ServiceForm, limit: z.int().min(1).max(400).default(96) }),
  output: z.object({ slots: z.array(Instant) }),
  async read({ input: { shopId, service, limit }, org, clock, reader }) {
    const shop = await reader.require(shopRef(org, shopId));
    return { slots: slotsOf(shop, service, clock.now(), shop.timeZone, limit) };
  },
});
