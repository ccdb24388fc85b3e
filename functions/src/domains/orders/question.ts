import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { Order } from './order.ts';

/** Which orders: what is `null` does not narrow. */
export const OrderQuestion = z.object({
  /** A number, a telephone number, a whole e-mail address, or beginnings of names. */
  text: z.string().max(200, 'must have at most 200 characters').default(''),
  shopId: Id.nullable().default(null),
  status: Order.shape.status.nullable().default(null),
  service: Order.shape.service.nullable().default(null),
  source: Order.shape.source.nullable().default(null),
  /** Placed at or after. */
  from: Instant.nullable().default(null),
  /** Placed before. */
  until: Instant.nullable().default(null),
});
export type OrderQuestion = z.output<typeof OrderQuestion>;
