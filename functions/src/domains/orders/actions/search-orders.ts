import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Order } from '../order.ts';
import { OrderQuestion } from '../question.ts';
import { searchOrders as search } from '../search.ts';

export const searchOrders = query({
  name: 'orders/search',
  summary: 'Finds orders by number, name, telephone or e-mail address, by status, date, service and source; the newest first',
  permission: 'orders.read',
  input: z.object({ ...OrderQuestion.shape, cursor: z.string().max(2000).nullable().default(null), limit: z.int().min(1).max(100).default(25) }),
  output: z.object({ orders: z.array(Order), nextCursor: z.string().nullable() }),
  read: ({ input, org, reader }) => search(reader, org, input),
});
