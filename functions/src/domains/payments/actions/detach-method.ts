import * as z from 'zod';
import { providerAction } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id, newId, providerKey } from '../../../platform/ids.ts';
import { reader, transact } from '../../../platform/tx.ts';
import { customer } from '../../customers/api.ts';
import { type PaymentConsent } from '../consent.ts';
import { type Recording } from '../payable.ts';
import { providerNamed } from '../providers/providers.ts';
import { consentRef, consentsOf, paymentCustomerRef } from '../repo.ts';
import { pastSpoiltKey } from '../spoilt-key.ts';

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
  async call({ input, org, clock }) {
    const theirs = await reader.require(paymentCustomerRef(org, input.customerId));
    const provider = providerNamed(theirs.provider);
    const saved = await provider.listMethods(theirs.account, theirs.providerId);
    // A stranger's method must not be touched by its id: it is on the list, or it was and we have asked before.
    if (saved.some(({ id }) => id === input.method)) await noteForgotten({ org, clock }, theirs.id, input.method);
    else if (!theirs.forgotten.includes(input.method)) throw notSaved(theirs.id, input.method);
    const key = providerKey('detach', org.id, input.method);
    await pastSpoiltKey(key, `${key}-${newId()}`, (idempotencyKey) => provider.detachMethod(theirs.account, input.method, idempotencyKey));
    return { others: saved.filter(({ id }) => id !== input.method).length };
  },
  async settle({ input, tx, org, clock, answer }) {
    // A method that grew out of another (a debit out of iDEAL) bears another id; with the last one every consent ends.
    if (answer.others === 0) await withdraw({ tx, org, clock }, input.customerId, () => true);
    return { detached: true as const };
  },
});

function notSaved(customerId: string, method: string): AppError {
  return new AppError('not-found', `customer ${customerId} has no method ${method}`, {
    say: { en: 'This way of paying is not saved.', nl: 'Deze betaalwijze is niet bewaard.' },
  });
}

/** The latest so many; older ones are long answered. */
const REMEMBERED = 50;

async function noteForgotten({ org, clock }: Pick<Recording, 'org' | 'clock'>, customerId: string, method: string): Promise<void> {
  await transact(clock, async (tx) => {
    const ref = paymentCustomerRef(org, customerId);
    const { forgotten } = await tx.require(ref);
    if (!forgotten.includes(method)) tx.update(ref, { forgotten: [...forgotten, method].slice(-REMEMBERED) });
  });
}

async function withdraw({ tx, org, clock }: Pick<Recording, 'tx' | 'org' | 'clock'>, customerId: string, which: (consent: PaymentConsent) => boolean): Promise<void> {
  for (const consent of await consentsOf(tx, org, customerId)) {
    if (consent.status !== 'withdrawn' && which(consent)) tx.update(consentRef(org, consent.id), { status: 'withdrawn', withdrawnAt: clock.now() });
  }
}
