import * as z from 'zod';
import { NOBODYS, type InboxDocument } from '../../platform/inbox.ts';
import { Instant } from '../../platform/instant.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { isConnect } from './chargeable-account.ts';

/** An event of a provider that was tried as often as we try, and given up. What it says stays with us. */
export const ParkedEvent = z.object({
  id: z.string(),
  provider: z.string(),
  type: z.string(),
  receivedAt: Instant,
  attempts: z.int(),
  error: z.string().nullable(),
});
export type ParkedEvent = z.output<typeof ParkedEvent>;

/** Whose parked events an organisation sees: its own, and with one account for all also those without an owner. */
export function ownersFor(org: Tenant): string[] {
  return isConnect() ? [org.id] : [org.id, NOBODYS];
}

export function shown({ id, provider, type, receivedAt, delivery }: InboxDocument): ParkedEvent {
  return { id, provider, type, receivedAt, attempts: delivery.attempts, error: delivery.error };
}
