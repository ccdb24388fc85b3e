import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { parkedEvents } from '../../../platform/inbox.ts';
import { ownersFor, ParkedEvent, shown } from '../parked.ts';

export const listParkedEvents = query({
  name: 'payments/list-parked-events',
  summary: 'Events of payment providers that could not be processed',
  permission: 'payments.write',
  input: z.object({}),
  output: z.object({ events: z.array(ParkedEvent) }),
  async read({ org, reader }) {
    return { events: (await parkedEvents(reader, ownersFor(org))).map(shown) };
  },
});
