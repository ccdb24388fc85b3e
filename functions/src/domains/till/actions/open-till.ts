import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { actorName } from '../../../platform/actor.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { minor, ZERO } from '../../../platform/money.ts';
import { nextNumber } from '../../../platform/sequence.ts';
import { drawerMovement, postEntry } from '../../ledger/api.ts';
import { countedOf, countInput } from '../cash-count.ts';
import { sessionRef, tillRef } from '../repo.ts';
import { TillSession, type Till } from '../session.ts';
import { emptySummary } from '../summary.ts';

/** What the drawer holds at the first opening came from the bank; later, it differs from what was left by mistake or worse. */
export const openTill = action({
  name: 'till/open',
  summary: 'Opens a till with the float that is counted in its drawer',
  permission: 'till.use',
  input: z.object({ tillId: Id, ...countInput }),
  output: TillSession,
  hot: ({ tillId }) => tillId,
  async run({ input, org, tx, actor, clock }) {
    const till = await tx.require(tillRef(org, input.tillId));
    if (till.sessionId !== null) throw alreadyOpen(till);
    const float = countedOf(input, till.currency);
    const id = newId();
    const number = await nextNumber(tx, org, `till-${till.id}`);
    const openingDifference = till.left === null ? ZERO : minor(float.total - till.left);
    tx.update(tillRef(org, till.id), { sessionId: id });
    postEntry({ tx, org, clock }, {
      id: `till_${id}_open`,
      at: clock.now(),
      memo: 'till-open',
      source: { collection: 'tillSessions', id },
      lines: till.left === null ? drawerMovement('bank', float.total, till.currency) : drawerMovement('till-difference', openingDifference, till.currency),
    });
    return tx.create(sessionRef(org, id), {
      id,
      tillId: till.id,
      tillName: till.name,
      number,
      status: 'open',
      currency: till.currency,
      openedAt: clock.now(),
      openedBy: actorName(actor),
      float,
      openingDifference,
      summary: emptySummary(float.total),
      closedAt: null,
      closedBy: null,
      counted: null,
      difference: null,
      left: null,
      toBank: null,
      note: '',
      report: null,
    });
  },
});

function alreadyOpen({ id }: Till): AppError {
  return new AppError('wrong-state', `till ${id} is open`, { say: { en: 'This till is open already.', nl: 'Deze kassa is al open.' } });
}
