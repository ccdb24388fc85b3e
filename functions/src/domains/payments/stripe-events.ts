import * as z from 'zod';
import { type Clock } from '../../platform/clock.ts';
import { Id } from '../../platform/ids.ts';
import { type EventHandler } from '../../platform/process-events.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import { organisationOf } from './repo.ts';

/** The part of an event that says where to look. What it says about money is never used. */
const Pointing = z.object({
  account: z.string().optional(),
  data: z.object({
    object: z.object({ object: z.string(), id: z.string(), metadata: z.unknown().optional() }),
  }),
});

const OrganisationReference = z.object({ orgId: Id });
const CheckoutReference = OrganisationReference.extend({ checkoutId: Id });

interface Context {
  readonly clock: Clock;
  readonly correlationId: string;
}

/** What came of looking, for those who read the inbox. */
type Outcome = Promise<Record<string, unknown>>;

/** Looks at one thing at the provider and moves ours forward. */
export interface StripeRoutes {
  checkout(org: Tenant, checkoutId: string, context: Context): Outcome;
  refund(account: string | null, id: string, context: Context): Outcome;
  dispute(account: string | null, id: string, context: Context): Outcome;
  account(account: string, context: Context): Outcome;
  setup(account: string | null, id: string, context: Context): Outcome;
  payout(account: string | null, id: string, context: Context): Outcome;
}

/**
 * Stripe's events. Each only tells us where to look: the object's present state is fetched, so that late, doubled and
 * shuffled events all lead to the same end. Types that concern nothing of ours are kept and left alone.
 */
export function stripeEvents(routes: StripeRoutes): EventHandler {
  return {
    provider: 'stripe',
    async process(event, clock) {
      const pointing = Pointing.safeParse(JSON.parse(event.payload));
      if (!pointing.success) return { ignored: 'names no object' };
      const { account = null, data } = pointing.data;
      return route(routes, account, data.object, { clock, correlationId: event.correlationId });
    },
    async ownerOf(event) {
      const { account, data } = Pointing.parse(JSON.parse(event.payload));
      if (account !== undefined) return (await organisationOf(reader, 'stripe', account))?.id;
      return OrganisationReference.safeParse(data.object.metadata).data?.orgId;
    },
  };
}

async function route(routes: StripeRoutes, account: string | null, object: z.output<typeof Pointing>['data']['object'], context: Context): Outcome {
  switch (object.object) {
    case 'checkout.session':
    case 'payment_intent':
    case 'charge': {
      const reference = CheckoutReference.safeParse(object.metadata);
      if (!reference.success) return { ignored: 'not about a checkout of ours' };
      return routes.checkout(Tenant.verified(reference.data.orgId), reference.data.checkoutId, context);
    }
    case 'setup_intent':
      return routes.setup(account, object.id, context);
    case 'refund':
      return routes.refund(account, object.id, context);
    case 'dispute':
      return routes.dispute(account, object.id, context);
    case 'payout':
      return routes.payout(account, object.id, context);
    case 'account':
    case 'capability':
    // Of an account whose owner disconnects it, the last that is heard.
    case 'application':
      return account === null ? { ignored: 'the platform\'s own account' } : routes.account(account, context);
    default:
      return { ignored: `nothing follows from a ${object.object}` };
  }
}
