import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { actorName } from '../../../platform/actor.ts';
import { invalidField } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { AmountMinor, minor } from '../../../platform/money.ts';
import { enqueue } from '../../../platform/outbox.ts';
import { longText } from '../../../platform/text.ts';
import { drawerMovement, postEntry } from '../../ledger/api.ts';
import { countedOf, countInput } from '../cash-count.ts';
import { reportOf } from '../outbox-kinds.ts';
import { movementsOfSession, openSessionOf, sessionRef, tillRef } from '../repo.ts';
import { TillSession } from '../session.ts';
import { summarise } from '../summary.ts';

/** The difference is booked, never hidden: what was expected and what was counted both stay on the session. */
export const closeTill = action({
  name: 'till/close',
  summary: 'Closes a till with the cash that was counted, books the difference and makes the day report',
  permission: 'till.use',
  input: z.object({
    tillId: Id,
    ...countInput,
    /** What stays in the drawer; all of it unless told. The rest goes to the bank. */
    leave: AmountMinor.min(0, 'must not be negative').nullable().default(null),
    note: longText(1_000).default(''),
  }),
  output: TillSession,
  hot: ({ tillId }) => tillId,
  async run({ input, org, tx, actor, clock, correlationId }) {
    const { till, session } = await openSessionOf(tx, org, input.tillId);
    const counted = countedOf(input, session.currency);
    const left = input.leave ?? counted.total;
    if (left > counted.total) throw invalidField('leave', { en: 'No more can stay than was counted.', nl: 'Er kan niet meer blijven dan er geteld is.' });
    // From the movements themselves: whatever the live summary has shown, this is what counts.
    const summary = summarise(session.float.total, await movementsOfSession(tx, org, session.id));
    const difference = minor(counted.total - summary.expectedCash);
    const toBank = minor(counted.total - left);
    postEntry({ tx, org, clock }, {
      id: `till_${session.id}_close`,
      at: clock.now(),
      memo: 'till-close',
      source: { collection: 'tillSessions', id: session.id },
      lines: [...drawerMovement('till-difference', difference, session.currency), ...drawerMovement('bank', minor(-toBank), session.currency)],
    });
    tx.update(tillRef(org, till.id), { sessionId: null, left });
    enqueue({ tx, org, clock, correlationId }, reportOf, { sessionId: session.id }, { id: `till-report-${session.id}` });
    const end = { status: 'closed', closedAt: clock.now(), closedBy: actorName(actor) } as const;
    return tx.update(sessionRef(org, session.id), { ...end, summary, counted, difference, left, toBank, note: input.note });
  },
});
