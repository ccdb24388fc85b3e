import * as z from 'zod';
import { type Clock } from '../../platform/clock.ts';
import { stableId } from '../../platform/ids.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { reader } from '../../platform/tx.ts';
import { settlePayout } from './actions/settle-payout.ts';
import { ProviderPayout } from './providers/port.ts';
import { providerNamed } from './providers/providers.ts';
import { organisationOf, payoutRef, soleUserOfPlatform } from './repo.ts';

/** Looks at one payout at the provider and moves ours forward. On a shared account it is nobody's alone. */
export async function refreshPayout(account: string | null, id: string, context: { readonly clock: Clock; readonly correlationId: string }): Promise<Record<string, unknown>> {
  const org = account === null ? await soleUserOfPlatform() : await organisationOf(reader, 'stripe', account);
  if (org === undefined) return { ignored: 'not the account of one organisation' };
  const present = z.encode(ProviderPayout, await providerNamed('stripe').fetchPayout(account, id));
  const known = await reader.get(payoutRef(org, `stripe_${id}`));
  const idempotencyKey = stableId(id, String(known?.version ?? 0), JSON.stringify(present));
  const { status } = (await invokeAsSystem(settlePayout, { org, job: 'provider-report', input: { account, present }, ...context, idempotencyKey })) as { status: string };
  return { status };
}
