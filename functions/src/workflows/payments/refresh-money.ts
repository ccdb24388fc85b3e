import * as z from 'zod';
import { type Clock } from '../../platform/clock.ts';
import { stableId } from '../../platform/ids.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import {
  disputeDocumentId,
  disputeRef,
  paymentDocumentId,
  paymentRef,
  ProviderDispute,
  providerNamed,
  ProviderRefund,
  refundDocumentId,
  refundRef,
  type Payment,
  type ProviderName,
} from '../../domains/payments/api.ts';
import { refreshCheckout } from './refresh-checkout.ts';
import { settleDispute } from './settle-dispute.ts';
import { settleRefund } from './settle-refund.ts';

interface Context {
  readonly clock: Clock;
  readonly correlationId: string;
}

/** Where an object stands at a provider. */
export interface At {
  readonly provider: ProviderName;
  readonly account: string | null;
}

type Outcome = Record<string, unknown>;

/** Looks at one refund at the provider and moves ours forward. */
export async function refreshRefund(at: At, refundId: string, context: Context): Promise<Outcome> {
  const present = await providerNamed(at.provider).fetchRefund(at.account, refundId);
  const found = await paymentBehind(at, present.paymentId, context);
  if (found === undefined) return { ignored: 'not about a payment of ours' };
  const { org, payment } = found;
  const id = await refundDocumentId(reader, org, payment, present);
  const input = { paymentId: payment.id, refundId: id, present: z.encode(ProviderRefund, present) };
  const known = await reader.get(refundRef(org, id));
  return settle(settleRefund, org, input, [known?.version ?? 0], context);
}

/** Looks at one dispute at the provider and moves ours forward. */
export async function refreshDispute(at: At, disputeId: string, context: Context): Promise<Outcome> {
  const present = await providerNamed(at.provider).fetchDispute(at.account, disputeId);
  const found = await paymentBehind(at, present.paymentId, context);
  if (found === undefined) return { ignored: 'not about a payment of ours' };
  const { org, payment } = found;
  const known = await reader.get(disputeRef(org, disputeDocumentId(at.provider, disputeId)));
  return settle(settleDispute, org, { paymentId: payment.id, present: z.encode(ProviderDispute, present) }, [known?.version ?? 0], context);
}

/** The same news at the same version of ours is one request: twenty reports at once leave one record. */
async function settle(action: typeof settleRefund, org: Tenant, input: object, versions: readonly number[], context: Context): Promise<Outcome> {
  const idempotencyKey = stableId(JSON.stringify(input), ...versions.map(String));
  return (await invokeAsSystem(action, { org, job: 'provider-report', input, ...context, idempotencyKey })) as Outcome;
}

/**
 * Our payment behind a provider's. Its reference leads to an organisation and a checkout; that our own document names
 * the same account and payment is what proves it. A payment that was not recorded yet is recorded first.
 */
export async function paymentBehind(at: At, paymentId: string | null, context: Context): Promise<{ org: Tenant; payment: Payment } | undefined> {
  if (paymentId === null) return undefined;
  const { reference } = await providerNamed(at.provider).fetchPayment(at.account, paymentId);
  if (reference === null) return undefined;
  const org = Tenant.verified(reference.orgId);
  const ref = paymentRef(org, paymentDocumentId(at.provider, paymentId));
  if ((await reader.get(ref)) === undefined) await refreshCheckout(org, reference.checkoutId, context);
  const payment = await reader.get(ref);
  return payment === undefined || payment.account !== at.account ? undefined : { org, payment };
}
