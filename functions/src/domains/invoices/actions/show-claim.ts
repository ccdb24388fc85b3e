import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { businessDate, IsoDate } from '../../../platform/business-date.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { AmountMinor } from '../../../platform/money.ts';
import { claimOn, claimTotal, interestOn } from '../claim.ts';
import { assertIssued } from '../frozen.ts';
import { invoiceById } from '../repo.ts';

const Period = z.object({ from: IsoDate, to: IsoDate, days: z.int(), rateBp: z.int(), over: AmountMinor });

export const showClaim = query({
  name: 'invoices/show-claim',
  summary: 'What the law lets the seller claim on an overdue invoice on a day: interest, with how it comes about, and collection cost',
  permission: 'invoices.read',
  input: z.object({ invoiceId: Id, on: IsoDate.optional() }),
  output: z.object({
    on: IsoDate,
    due: AmountMinor,
    interest: AmountMinor,
    periods: z.array(Period),
    collection: AmountMinor,
    /** The last day on which a consumer pays without collection cost; `null` when it is owed. */
    collectionAfter: IsoDate.nullable(),
    /** What is owed on that day, without cost that is not owed yet. */
    total: AmountMinor,
  }),
  async read({ input, org, clock, reader }) {
    const invoice = await invoiceById(reader, org, input.invoiceId);
    assertIssued(invoice);
    const on = input.on ?? businessDate(clock.now(), invoice.seller.timeZone);
    const costs = claimOn(invoice, on);
    if (costs === null) {
      throw new AppError('wrong-state', `no claim on ${invoice.id}`, {
        say: {
          en: 'Interest and cost are for invoices in euro that are overdue.',
          nl: 'Rente en kosten gelden voor facturen in euro die te laat zijn.',
        },
      });
    }
    const { due } = invoice.amounts;
    return { on, due, ...costs, periods: [...interestOn(invoice, on).periods], total: claimTotal(due, costs) };
  },
});
