import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { PARKED_AT_ONCE, parkedEvents, reviveEvent } from '../../../platform/inbox.ts';
import { ownersFor, ParkedEvent, shown } from '../parked.ts';

export const replayEvents = action({
  name: 'payments/replay-events',
  summary: 'Takes events that were given up again from the start',
  permission: 'payments.write',
  input: z.object({
    /** All parked ones unless told. */
    eventIds: z.array(Id).min(1, 'must name at least one event').max(PARKED_AT_ONCE, `must name at most ${PARKED_AT_ONCE} events`).optional(),
  }),
  output: z.object({ replayed: z.array(ParkedEvent) }),
  async run({ input, tx, org, clock }) {
    const parked = await parkedEvents(tx, ownersFor(org));
    const { eventIds } = input;
    const chosen = eventIds === undefined ? parked : parked.filter(({ id }) => eventIds.includes(id));
    if (eventIds !== undefined && chosen.length < eventIds.length) {
      throw new AppError('not-found', 'not every event named is parked', {
        say: { en: 'One of these events is not waiting to be replayed.', nl: 'Een van deze gebeurtenissen wacht niet op herhaling.' },
      });
    }
    for (const event of chosen) reviveEvent(tx, event, clock);
    return { replayed: chosen.map(shown) };
  },
});
