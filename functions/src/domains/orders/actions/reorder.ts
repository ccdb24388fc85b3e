import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { orderById } from '../repo.ts';
import { ServiceForm } from '../../catalogue/api.ts';

const Option = z.object({ optionId: z.string(), quantity: z.int() });

export const reorder = query({
  name: 'orders/reorder',
  summary: 'The cart of an earlier order, to be quoted and placed again at the prices of now',
  link: 'order',
  input: z.object({}),
  output: z.object({
    shopId: Id,
    service: ServiceForm,
    lines: z.array(
      z.object({
        productId: Id,
        quantity: z.int(),
        options: z.array(Option),
        parts: z.array(z.object({ partId: z.string(), productId: Id, options: z.array(Option) })),
        note: z.string(),
      }),
    ),
  }),
  async read({ actor, org, reader }) {
    if (actor.kind !== 'link') throw new AppError('forbidden', 'needs the link of an order');
    const { shopId, service, lines } = await orderById(reader, org, actor.documentId);
    return {
      shopId,
      service,
      lines: lines.map(({ productId, quantity, options, parts, note }) => ({
        productId,
        quantity,
        note,
        options: options.map(({ optionId, quantity: times }) => ({ optionId, quantity: times })),
        parts: parts.map((part) => ({
          partId: part.partId,
          productId: part.productId,
          options: part.options.map(({ optionId, quantity: times }) => ({ optionId, quantity: times })),
        })),
      })),
    };
  },
});
