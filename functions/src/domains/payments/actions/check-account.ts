import * as z from 'zod';
import { providerAction } from '../../../platform/action.ts';
import { PaymentAccount } from '../account.ts';
import { cannotCharge, isConnect, singleMode } from '../chargeable-account.ts';
import { ProviderAccount } from '../providers/port.ts';
import { providerNamed } from '../providers/providers.ts';
import { recordAccount } from '../record-account.ts';
import { accountRef } from '../repo.ts';

const PROVIDER = 'stripe';

/** The provider tells of every change, but whoever comes back from its page should not wait for that, nor depend on it. */
export const checkAccount = providerAction({
  name: 'payments/check-account',
  summary: 'Looks at the provider how far the organisation is with being paid, as after coming back from its page',
  permission: 'organisation.write',
  input: z.object({}),
  output: PaymentAccount,
  hot: () => 'payment-account',
  opened: z.object({ account: z.string() }),
  async run({ tx, org }) {
    if (!isConnect()) throw singleMode();
    const known = await tx.get(accountRef(org, PROVIDER));
    if (known === undefined || known.account === null) throw cannotCharge(org.id, known);
    return { account: known.account };
  },
  call: async ({ opened }) => z.encode(ProviderAccount, await providerNamed(PROVIDER).fetchAccount(opened.account)),
  settle: ({ answer, input: _input, actor: _actor, opened: _opened, ...recording }) => recordAccount(recording, PROVIDER, z.decode(ProviderAccount, answer)),
});
