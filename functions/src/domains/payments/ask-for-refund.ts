import { type Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { providerKey } from '../../platform/ids.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { inTurn } from '../../platform/turns.ts';
import { reader, transact } from '../../platform/tx.ts';
import { type ProviderRefund, type RefundOrder } from './providers/port.ts';
import { providerNamed } from './providers/providers.ts';
import { type Refund } from './refund.ts';
import { checkoutRef, paymentRef, refundRef } from './repo.ts';

/** Providers remember a key for at least a day; after this we look first whether it has done its work. */
const KEY_LIFE_MS = 20 * 3_600_000;

interface Asking {
  readonly org: Tenant;
  readonly clock: Clock;
}

/**
 * Asks the provider for a refund, or for the one that an earlier attempt made. Money goes out, so a new key is used
 * only after looking whether the old one has done it.
 * @throws AppError `provider-refused`, after which the refund has failed for good; `provider-unavailable`
 */
export async function askForRefund({ org, clock }: Asking, refund: Refund): Promise<ProviderRefund> {
  const provider = providerNamed(refund.provider);
  if (refund.providerId !== null) return provider.fetchRefund(refund.account, refund.providerId);
  const order = await orderFor(org, refund);
  try {
    return await inTurn(`refund:${refund.id}`, async () => {
      const isLate = clock.now().getTime() - refund.createdAt.getTime() > KEY_LIFE_MS;
      const made = refund.attempt > 1 || isLate ? await provider.findRefund(order) : undefined;
      return made ?? (await provider.createRefund(order, providerKey('refund', org.id, refund.id, String(refund.attempt))));
    });
  } catch (thrown) {
    if (thrown instanceof AppError) await noteFailure({ org, clock }, refund, thrown);
    throw thrown;
  }
}

async function orderFor(org: Tenant, refund: Refund): Promise<RefundOrder> {
  const { account, amount, currency, id } = refund;
  const payment = await reader.require(paymentRef(org, refund.paymentId));
  const checkout = payment.checkoutId === null ? undefined : await reader.get(checkoutRef(org, payment.checkoutId));
  const withFee = checkout !== undefined && checkout.applicationFee > 0;
  return { account, paymentId: payment.providerIds.payment, amount, currency, withFee, reference: { orgId: org.id, refundId: id } };
}

async function noteFailure({ org, clock }: Asking, { id, attempt }: Refund, error: AppError): Promise<void> {
  const refused = error.code === 'provider-refused';
  const spoilt = error.data?.['spoiltKey'] === true;
  if (!refused && !spoilt) return;
  await transact(clock, async (tx) => {
    const ref = refundRef(org, id);
    const refund = await tx.require(ref);
    if (refund.status !== 'requested' || refund.attempt !== attempt) return;
    if (spoilt) tx.update(ref, { attempt: attempt + 1 });
    else tx.update(ref, { status: 'failed', failure: { code: String(error.data?.['code'] ?? error.code), message: error.message }, checkAt: null });
  });
}
