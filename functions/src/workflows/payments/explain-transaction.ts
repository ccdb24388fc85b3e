import { providerNamed, type BalanceBooking, type ProviderTransaction } from '../../domains/payments/api.ts';
import { refreshCheckout } from './refresh-checkout.ts';
import { refreshDispute, refreshRefund, type At } from './refresh-money.ts';
import { type Comparing } from './reconcile-account.ts';

/** It belongs to another organisation on the same account. */
export const ignoredElsewhere = 'elsewhere';

type Explained = BalanceBooking | { readonly kind: 'refreshed' } | typeof ignoredElsewhere;

/** What the provider takes for its services, in its own words. */
const FEES: ReadonlySet<string> = new Set(['stripe_fee', 'stripe_fx_fee', 'tax_fee', 'network_cost', 'application_fee', 'application_fee_refund']);

/**
 * Finds out what a movement of the balance is that has no entry. Behind a payment, refund or dispute of ours stands a
 * checkout; looking that up again records what was missed.
 * @param sole whether nobody else uses this account, so that what names nobody is this organisation's
 */
export async function explain(comparing: Comparing, at: At, transaction: ProviderTransaction, sole: boolean): Promise<Explained> {
  const { settlement, type, source } = transaction;
  const booking = (kind: BalanceBooking['kind']): Explained => (sole ? { kind, settlement, at: transaction.at, memo: type } : ignoredElsewhere);
  if (source.kind === 'payout') return booking('payout');
  if (source.kind === 'other') return booking(FEES.has(type) ? 'fee' : 'suspense');
  const paymentId = await paymentIdOf(at, source);
  const reference = paymentId === null ? null : (await providerNamed(at.provider).fetchPayment(at.account, paymentId)).reference;
  if (reference === null) return booking('suspense');
  if (reference.orgId !== comparing.org.id) return ignoredElsewhere;
  const outcome = await refresh(comparing, at, source, reference.checkoutId);
  return 'ignored' in outcome ? booking('suspense') : { kind: 'refreshed' };
}

async function paymentIdOf(at: At, source: ProviderTransaction['source']): Promise<string | null> {
  const provider = providerNamed(at.provider);
  if (source.kind === 'refund') return (await provider.fetchRefund(at.account, source.id)).paymentId;
  if (source.kind === 'dispute') return (await provider.fetchDispute(at.account, source.id)).paymentId;
  return source.id;
}

function refresh(comparing: Comparing, at: At, source: ProviderTransaction['source'], checkoutId: string): Promise<Record<string, unknown>> {
  const { org, clock, correlationId } = comparing;
  if (source.kind === 'refund') return refreshRefund(at, source.id, { clock, correlationId });
  if (source.kind === 'dispute') return refreshDispute(at, source.id, { clock, correlationId });
  return refreshCheckout(org, checkoutId, { clock, correlationId });
}
