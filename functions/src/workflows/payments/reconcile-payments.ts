import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { enqueue } from '../../platform/outbox.ts';
import { accountRef, ProviderName } from '../../domains/payments/api.ts';
import { reconcileEffect } from './reconcile-effect.ts';

export const reconcilePayments = action({
  name: 'payments/reconcile',
  summary: 'Compares the books with the payment provider now; the report follows under the id that is returned',
  permission: 'payments.write',
  input: z.object({ provider: ProviderName.default('stripe') }),
  output: z.object({ reportId: Id }),
  async run({ input, actor: _actor, ...recording }) {
    const account = await recording.tx.get(accountRef(recording.org, input.provider));
    if (account === undefined) throw nothingYet(recording.org.id);
    if (account.status === 'disconnected') throw outOfReach(recording.org.id);
    return { reportId: enqueue(recording, reconcileEffect, { provider: input.provider }) };
  },
});

function nothingYet(orgId: string): AppError {
  return new AppError('wrong-state', `organisation ${orgId} has taken no payments yet`, {
    say: { en: 'There are no online payments to compare yet.', nl: 'Er zijn nog geen online betalingen om te vergelijken.' },
  });
}

function outOfReach(orgId: string): AppError {
  return new AppError('wrong-state', `the account of organisation ${orgId} is disconnected`, {
    say: { en: 'The connection with the payment provider was broken off; there is nothing to compare with.', nl: 'De koppeling met de betaaldienst is verbroken; er is niets om mee te vergelijken.' },
    data: { status: 'disconnected' },
  });
}
