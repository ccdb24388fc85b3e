import * as z from 'zod';
import { providerAction } from '../../../platform/action.ts';
import { requiredSetting } from '../../../platform/config.ts';
import { newId, providerKey, stableId } from '../../../platform/ids.ts';
import { Instant } from '../../../platform/instant.ts';
import { reader } from '../../../platform/tx.ts';
import { organisation } from '../../accounts/api.ts';
import { isConnect, newAccount, singleMode } from '../chargeable-account.ts';
import { type AccountOrder, ProviderAccount } from '../providers/port.ts';
import { providerNamed } from '../providers/providers.ts';
import { recordAccount } from '../record-account.ts';
import { accountRef, ownerRef } from '../repo.ts';
import { pastSpoiltKey } from '../spoilt-key.ts';

const PROVIDER = 'stripe';

export const connectAccount = providerAction({
  name: 'payments/connect-account',
  summary: 'Leads to the page on which the organisation sets up being paid; also after it was left half done',
  permission: 'organisation.write',
  input: z.object({}),
  output: z.object({ url: z.string(), expiresAt: Instant }),
  hot: () => 'payment-account',
  // A link is for one visit, so every call asks for another; the same call again asks for the same.
  opened: z.object({ visit: z.string() }),
  async run({ tx, org }) {
    if (!isConnect()) throw singleMode();
    if ((await tx.get(accountRef(org, PROVIDER))) === undefined) tx.create(accountRef(org, PROVIDER), newAccount(PROVIDER));
    return { visit: newId() };
  },
  async call({ org, opened }) {
    const provider = providerNamed(PROVIDER);
    const { account, status } = await reader.require(accountRef(org, PROVIDER));
    const { name, email, address } = await organisation(reader, org);
    const order = { orgId: org.id, name, email, country: address.country };
    const present = account === null || status === 'disconnected' ? await create(order, account, opened.visit) : await provider.fetchAccount(account);
    const page = `${requiredSetting('APP_URL')}/settings/payments?organisation=${org.id}`;
    const urls = { returnUrl: `${page}&onboarding=returned`, refreshUrl: `${page}&onboarding=again` };
    const link = await provider.createOnboardingLink(present.id, urls, providerKey('onboarding-link', org.id, opened.visit));
    return { present: z.encode(ProviderAccount, present), link };
  },
  async settle({ answer, input: _input, actor: _actor, opened: _opened, ...recording }) {
    const { account } = await recordAccount(recording, PROVIDER, z.decode(ProviderAccount, answer.present));
    if (account !== null) recording.tx.set(ownerRef(PROVIDER, account), { id: ownerRef(PROVIDER, account).id, orgId: recording.org.id });
    return answer.link;
  },
});

/**
 * Asking again makes no second account, unless the organisation has changed since: a key goes with one content only.
 * @param former the account that was disconnected, which nobody can connect again
 */
function create(order: AccountOrder, former: string | null, visit: string): Promise<ProviderAccount> {
  const key = (...more: string[]) => providerKey('account', order.orgId, stableId(JSON.stringify(order)), ...(former === null ? [] : [former]), ...more);
  return pastSpoiltKey(key(), key(visit), (idempotencyKey) => providerNamed(PROVIDER).createAccount(order, idempotencyKey));
}
