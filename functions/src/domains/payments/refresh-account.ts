import * as z from 'zod';
import { type Clock } from '../../platform/clock.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { stableId } from '../../platform/ids.ts';
import { reader } from '../../platform/tx.ts';
import { settleAccount } from './actions/settle-account.ts';
import { ProviderAccount } from './providers/port.ts';
import { providerNamed } from './providers/providers.ts';
import { accountRef, organisationOf } from './repo.ts';

/** Looks at one account at the provider and moves ours forward. */
export async function refreshAccount(account: string, context: { readonly clock: Clock; readonly correlationId: string }): Promise<Record<string, unknown>> {
  const org = await organisationOf(reader, 'stripe', account);
  if (org === undefined) return { ignored: 'not an account of ours' };
  const { version, account: current } = await reader.require(accountRef(org, 'stripe'));
  if (current !== account) return { ignored: 'an account of before' };
  const present = z.encode(ProviderAccount, await providerNamed('stripe').fetchAccount(account));
  const idempotencyKey = stableId(account, String(version), JSON.stringify(present));
  const { status } = (await invokeAsSystem(settleAccount, { org, job: 'provider-report', input: { present }, ...context, idempotencyKey })) as { status: string };
  return { status };
}
