import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { paymentRef, ProviderDispute } from '../../domains/payments/api.ts';
import { noteDispute } from './note-dispute.ts';

/** Brings a dispute to where the provider's stands: money out and back, and the staff told of every turn. */
export const settleDispute = action({
  name: 'payments/settle-dispute',
  summary: 'Records what the provider says of a dispute',
  access: 'system',
  input: z.object({ paymentId: Id, present: ProviderDispute }),
  output: z.object({ status: z.string(), recorded: z.int() }),
  hot: ({ paymentId }) => paymentId,
  async run({ input, actor: _actor, ...recording }) {
    const payment = await recording.tx.require(paymentRef(recording.org, input.paymentId));
    const { dispute, recorded } = await noteDispute(recording, payment, input.present);
    return { status: dispute.status, recorded };
  },
});
