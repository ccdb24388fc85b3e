import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { anInvoice } from '../../../../test/builders/invoice.ts';
import { twoOrganisations, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { callAs } from '../../../../test/support/call.ts';
import { allEvents, documentsOf, freshStart, sessionOf, takeIn, type StartedCheckout } from '../../../../test/support/stripe.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { dueEvents } from '../../../platform/inbox.ts';
import { processEvents } from '../../../platform/process-events.ts';
import { startCheckout } from '../../../workflows/payments/start-checkout.ts';
import { stripeRoutes } from '../../../workflows/payments/stripe-routes.ts';
import { stripeEvents } from '../stripe-events.ts';
import { listParkedEvents } from './list-parked-events.ts';
import { replayEvents } from './replay-events.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;
const handlers = [stripeEvents(stripeRoutes)];

interface Parked {
  readonly events: readonly { readonly id: string; readonly type: string; readonly error: string }[];
}

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;

beforeEach(async () => {
  await freshStart(stack());
  [ours, theirs] = await twoOrganisations();
});

const parked = (of: BuiltOrganisation) => callAs<Parked>(of.owner, listParkedEvents, {}, { orgId: of.orgId });
/** Processes what is due, hour after hour, as the sweep would. */
async function hours(from: number, until: number): Promise<void> {
  for (let hour = from; hour < until; hour += 1) {
    const clock = frozenClock(new Date(Date.now() + hour * 3_600_000));
    for (const id of await dueEvents(clock)) await processEvents(handlers, [id], clock);
  }
}

test('an event that keeps failing is parked, seen by its organisation alone, and replayed to the same end', async () => {
  const invoice = await anInvoice(ours);
  const started = await callAs<StartedCheckout>(ours.owner, startCheckout, { invoiceId: invoice.id }, { orgId: ours.orgId });
  await world().payCheckout(sessionOf(started));
  await world().addFaults({ service: 'stripe', method: 'GET', path: '/v1/checkout/sessions/{id}', times: 500, action: { type: 'status', status: 401 } });
  const [event] = (await allEvents(stack())).filter(({ type }) => type === 'checkout.session.completed');
  if (event === undefined) throw new Error('Stripe made no event');
  await takeIn([event]);
  await hours(1, 24);

  const { events } = await parked(ours);
  expect(events).toMatchObject([{ id: `stripe_${event.id}`, type: 'checkout.session.completed' }]);
  expect((await parked(theirs)).events).toEqual([]);
  await expect(callAs(theirs.owner, replayEvents, { eventIds: [`stripe_${event.id}`] }, { orgId: theirs.orgId })).rejects.toMatchObject({ code: 'not-found' });

  await world().clearFaults();
  await callAs(ours.owner, replayEvents, {}, { orgId: ours.orgId });
  await hours(25, 26);
  expect((await parked(ours)).events).toEqual([]);
  expect((await documentsOf(ours, 'invoices'))[0]).toMatchObject({ status: 'paid' });
});
