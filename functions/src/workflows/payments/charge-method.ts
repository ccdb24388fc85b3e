import * as z from 'zod';
import { providerAction } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { reader } from '../../platform/tx.ts';
import { Checkout, checkoutRef, consentsOf, openCheckout, paymentCustomerRef, PresentState, presentState, type Recording } from '../../domains/payments/api.ts';
import { payables } from './payables.ts';
import { recordPresent } from './record-present.ts';

export const chargeMethod = providerAction({
  name: 'payments/charge-method',
  summary: 'Takes what is due on an invoice by a saved method, without the customer being there',
  permission: 'payments.write',
  input: z.object({ invoiceId: Id, method: Id }),
  output: Checkout,
  hot: ({ invoiceId }) => invoiceId,
  opened: z.object({ checkoutId: Id }),
  async run({ input, actor: _actor, ...recording }) {
    const facts = await payables.invoices.facts(recording.tx, recording.org, input.invoiceId);
    const customer = await consentingCustomer(recording, facts.customerId);
    const way = { via: 'saved-method', saved: { methodId: input.method, customer } } as const;
    const { id: checkoutId } = await openCheckout(recording, { collection: 'invoices', id: input.invoiceId }, facts, way);
    return { checkoutId };
  },
  async call({ org, clock, opened }) {
    const checkout = await reader.require(checkoutRef(org, opened.checkoutId));
    return z.encode(PresentState, await presentState(org, clock, checkout, payables.invoices.link));
  },
  async settle({ opened, answer, input: _input, actor: _actor, ...recording }) {
    const { tx, org } = recording;
    await recordPresent(recording, await tx.require(checkoutRef(org, opened.checkoutId)), z.decode(PresentState, answer));
    return tx.require(checkoutRef(org, opened.checkoutId));
  },
});

/** @returns the customer as the provider knows them @throws AppError `wrong-state` without a consent that is active */
async function consentingCustomer({ tx, org }: Recording, customerId: string | null): Promise<string> {
  const consents = customerId === null ? [] : await consentsOf(tx, org, customerId);
  const theirs = customerId === null ? undefined : await tx.get(paymentCustomerRef(org, customerId));
  if (theirs !== undefined && consents.some(({ status }) => status === 'active')) return theirs.providerId;
  throw new AppError('wrong-state', `customer ${customerId} has not agreed to be charged`, {
    say: {
      en: 'This customer has not agreed to be charged without being there.',
      nl: 'Deze klant heeft geen toestemming gegeven om zonder aanwezigheid af te schrijven.',
    },
  });
}
