import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { actorName } from '../../../platform/actor.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { longText } from '../../../platform/text.ts';
import { orderById, orderNoteRef } from '../repo.ts';

export const addOrderNote = action({
  name: 'orders/add-note',
  summary: 'Adds a note of the staff to an order; the customer never sees it',
  permission: 'orders.write',
  input: z.object({ orderId: Id, text: longText(2000).refine((text) => text !== '', 'must not be empty') }),
  output: z.object({ noteId: Id }),
  async run({ input: { orderId, text }, actor, org, tx, clock }) {
    await orderById(tx, org, orderId);
    const ref = orderNoteRef(org, newId());
    tx.append(ref, { id: ref.id, orderId, text, by: actorName(actor), at: clock.now() });
    return { noteId: ref.id };
  },
});
