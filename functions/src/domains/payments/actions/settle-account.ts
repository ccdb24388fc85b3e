import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { notify } from '../../messages/api.ts';
import { PaymentAccount } from '../account.ts';
import { ProviderAccount } from '../providers/port.ts';
import { recordAccount } from '../record-account.ts';
import { accountRef } from '../repo.ts';

const PAUSED = {
  title: { en: 'Online payments are paused', nl: 'Online betalen is gepauzeerd' },
  body: { en: 'The payment provider asks for more information.', nl: 'De betaaldienst vraagt om meer gegevens.' },
};
const DISCONNECTED = {
  title: { en: 'Online payments have stopped', nl: 'Online betalen is gestopt' },
  body: { en: 'The connection with the payment provider was broken off. Set it up again.', nl: 'De koppeling met de betaaldienst is verbroken. Richt hem opnieuw in.' },
};

/** Brings the organisation's account to where the provider's stands; losing the right to charge is told at once. */
export const settleAccount = action({
  name: 'payments/settle-account',
  summary: 'Records what the provider says of the organisation\'s account',
  access: 'system',
  input: z.object({ present: ProviderAccount }),
  output: PaymentAccount,
  hot: () => 'payment-account',
  async run({ input, actor: _actor, ...recording }) {
    const before = await recording.tx.require(accountRef(recording.org, 'stripe'));
    const after = await recordAccount(recording, 'stripe', input.present);
    if (before.canCharge && !after.canCharge) {
      notify(recording, {
        id: `account_stopped_${after.version}`,
        permission: 'organisation.write',
        template: 'alert',
        data: { ...(after.status === 'disconnected' ? DISCONNECTED : PAUSED), path: '/settings/payments' },
        collapseKey: 'payment-account',
      });
    }
    return after;
  },
});
