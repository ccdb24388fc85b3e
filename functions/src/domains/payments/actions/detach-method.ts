import * as z from 'zod';
import { providerAction } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id, providerKey } from '../../../platform/ids.ts';
import { reader } from '../../../platform/tx.ts';
import { customer } from '../../customers/api.ts';
import { type PaymentConsent } from '../consent.ts';
import { type Recording } from '../payable.ts';
import { providerNamed } from '../providers/providers.ts';
import { consentRef, consentsOf, paymentCustomerRef } from '../repo.ts';

export const detachMethod = providerAction({
  name: 'payments/detach-method',
  summary: 'Forgets a saved way of paying, and withdraws the consent that came with it',
  permission: 'payments.write',
  input: z.object({ customerId: Id, method: Id }),
  output: z.object({ detached: z.literal(true) }),
  opened: z.object({}),
  async run({ input, tx, org, clock }) {
    await customer(tx, org, input.customerId);
    await tx.require(paymentCustomerRef(org, input.customerId));
    // Withdrawn here first: from this moment nothing is charged, whatever the provider answers.
    await withdraw({ tx, org, clock }, input.customerId, ({ methodId }) => methodId === input.method);
    return {};
  },
  async call({ input, org }) {
    const { provider, account, providerId } = await reader.require(paymentCustomerRef(org, input.customerId));
    const owned = await providerNamed(provider).listMethods(account, providerId);
    // Gone already, or never theirs: a stranger's method must not be touched by its id.
    if (!owned.some(({ id }) => id === input.method)) {
      throw new AppError('not-found', `customer ${input.customerId} has no method ${input.method}`, {
        say: { en: 'This way of paying is not saved.', nl: 'Deze betaalwijze is niet bewaard.' },
      });
    }
    await providerNamed(provider).detachMethod(account, input.method, providerKey('detach', org.id, input.method));
    return { others: owned.length - 1 };
  },
  async settle({ input, tx, org, clock, answer }) {
    // A method that grew out of another (a debit out of iDEAL) bears another id; with the last one every consent ends.
    if (answer.others === 0) await withdraw({ tx, org, clock }, input.customerId, () => true);
    return { detached: true as const };
  },
});

async function withdraw({ tx, org, clock }: Pick<Recording, 'tx' | 'org' | 'clock'>, customerId: string, which: (consent: PaymentConsent) => boolean): Promise<void> {
  for (const consent of await consentsOf(tx, org, customerId)) {
    if (consent.status !== 'withdrawn' && which(consent)) tx.update(consentRef(org, consent.id), { status: 'withdrawn', withdrawnAt: clock.now() });
  }
}
