import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { formatMoney } from '../../../platform/money.ts';
import { notify } from '../../messages/api.ts';
import { bookBalance } from '../book-balance.ts';
import { type Recording } from '../payable.ts';
import { Payout } from '../payout.ts';
import { ProviderPayout } from '../providers/port.ts';
import { payoutRef } from '../repo.ts';

export const settlePayout = action({
  name: 'payments/settle-payout',
  summary: 'Records what the provider says of a payout to the bank, and books it',
  access: 'system',
  input: z.object({ account: z.string().nullable(), present: ProviderPayout }),
  output: Payout,
  hot: ({ present }) => present.id,
  async run({ input, actor: _actor, ...recording }) {
    const { tx, org } = recording;
    const { id, status, amount, currency, arrivesAt, failure, transactions } = input.present;
    const ref = payoutRef(org, `stripe_${id}`);
    await bookBalance(recording, 'stripe', transactions.map((transaction) => ({ ...transaction, kind: 'payout' as const })));
    const before = await tx.get(ref);
    if (before === undefined) {
      const after = tx.create(ref, { id: ref.id, provider: 'stripe', account: input.account, providerId: id, amount, currency, status, arrivesAt, failure });
      tellOfFailure(recording, after);
      return after;
    }
    if (before.status === status && before.arrivesAt.getTime() === arrivesAt.getTime()) return before;
    const after = tx.update(ref, { status, arrivesAt, failure });
    if (before.status !== status) tellOfFailure(recording, after);
    return after;
  },
});

function tellOfFailure(recording: Recording, { id, status, amount, currency }: Payout): void {
  if (status !== 'failed') return;
  const money = (language: 'en' | 'nl') => formatMoney({ amount, currency }, language);
  notify(recording, {
    id: `payout_failed_${id}`,
    permission: 'books.read',
    template: 'alert',
    data: {
      title: { en: 'A payout has failed', nl: 'Een uitbetaling is mislukt' },
      body: { en: `The bank refused ${money('en')}. Check the bank account at the payment provider.`, nl: `De bank weigerde ${money('nl')}. Controleer de bankrekening bij de betaaldienst.` },
      path: '/settings/payments',
    },
    collapseKey: id,
  });
}
