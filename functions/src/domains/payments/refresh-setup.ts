import * as z from 'zod';
import { type Clock } from '../../platform/clock.ts';
import { stableId } from '../../platform/ids.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import { settleSetup } from './actions/settle-setup.ts';
import { ProviderSetup } from './providers/port.ts';
import { providerNamed } from './providers/providers.ts';
import { consentRef, paymentCustomerRef } from './repo.ts';

/** Looks at one method being saved at the provider and moves its consent forward. */
export async function refreshSetup(account: string | null, id: string, context: { readonly clock: Clock; readonly correlationId: string }): Promise<Record<string, unknown>> {
  const present = await providerNamed('stripe').fetchSetup(account, id);
  if (present.reference === null) return { ignored: 'not about a consent of ours' };
  const org = Tenant.verified(present.reference.orgId);
  const consent = await reader.get(consentRef(org, present.reference.consentId));
  const theirs = consent === undefined ? undefined : await reader.get(paymentCustomerRef(org, consent.customerId));
  // The reference is a hint; that the account is the one of our own document proves it.
  if (consent === undefined || (theirs !== undefined && theirs.account !== account)) return { ignored: 'no such consent here' };
  if (consent.status !== 'asked' || present.state !== 'succeeded') return { status: consent.status };
  const input = { consentId: consent.id, present: { ...z.encode(ProviderSetup, present), clientSecret: null } };
  const call = { org, job: 'provider-report', input, ...context, idempotencyKey: stableId(consent.id, present.state) };
  const { status } = (await invokeAsSystem(settleSetup, call)) as { status: string };
  return { status };
}
