import * as z from 'zod';
import { type Clock } from '../../platform/clock.ts';
import { Id } from '../../platform/ids.ts';
import { type EventHandler } from '../../platform/inbox.ts';
import { Tenant } from '../../platform/tenancy.ts';

/** The part of an event that says which checkout to look at. What it says about money is never used. */
const Pointing = z.object({
  data: z.object({ object: z.object({ metadata: z.object({ orgId: Id, checkoutId: Id }) }) }),
});

/** Looks at one checkout at the provider and moves ours forward. @returns what came of it, for readers of the inbox */
export type RefreshCheckout = (
  org: Tenant,
  checkoutId: string,
  context: { readonly clock: Clock; readonly correlationId: string },
) => Promise<Record<string, unknown>>;

/**
 * Stripe's events. Each only tells us where to look: the checkout's present state is fetched, so that late, doubled
 * and shuffled events all lead to the same end. Types that concern nothing of ours are kept and left alone.
 */
export function stripeEvents(refresh: RefreshCheckout): EventHandler {
  return {
    provider: 'stripe',
    async process(event, clock) {
      const pointing = Pointing.safeParse(JSON.parse(event.payload));
      if (!pointing.success) return { ignored: 'not about a checkout of ours' };
      const { orgId, checkoutId } = pointing.data.data.object.metadata;
      return refresh(Tenant.verified(orgId), checkoutId, { clock, correlationId: event.correlationId });
    },
  };
}
