import { type AccountStatus, type PaymentAccount } from './account.ts';
import { type ProviderAccount } from './providers/port.ts';
import { type Recording } from './payable.ts';
import { accountRef } from './repo.ts';

const DAY_MS = 24 * 3_600_000;

/** Brings our document of an account to where the provider's stands. Writes nothing when nothing is new. */
export async function recordAccount({ tx, org, clock }: Recording, provider: string, present: ProviderAccount): Promise<PaymentAccount> {
  const ref = accountRef(org, provider);
  const before = await tx.require(ref);
  const { canCharge, canPayOut, missing, capabilities } = present;
  const status = statusOf(present);
  const patch = { account: present.id, status, canCharge, canPayOut, missing, capabilities: sorted(capabilities) };
  const isNew = (Object.keys(patch) as (keyof typeof patch)[]).some((key) => JSON.stringify(patch[key]) !== JSON.stringify(before[key]));
  if (!isNew) return before;
  // Every night from now on, so that a change that nobody tells of is not missed either. What is out of our reach rests.
  const reconcileAt = present.connected ? (before.reconcileAt ?? new Date(clock.now().getTime() + DAY_MS)) : null;
  return tx.update(ref, { ...patch, reconcileAt });
}

function statusOf({ connected, canCharge, submitted }: ProviderAccount): AccountStatus {
  if (!connected) return 'disconnected';
  if (canCharge) return 'active';
  return submitted ? 'restricted' : 'onboarding';
}

function sorted(capabilities: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(capabilities).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
