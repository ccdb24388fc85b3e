import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { organisation } from '../../accounts/api.ts';
import { PublicOrder, publicOrderOf } from '../public-order.ts';
import { orderById } from '../repo.ts';

export const viewOrder = query({
  name: 'orders/view',
  summary: 'The order of a public link, as its customer sees it',
  link: 'order',
  input: z.object({}),
  output: PublicOrder,
  async read({ actor, org, reader }) {
    if (actor.kind !== 'link') throw new AppError('forbidden', 'needs the link of an order');
    const [order, seller] = await Promise.all([orderById(reader, org, actor.documentId), organisation(reader, org)]);
    return publicOrderOf(order, seller);
  },
});
