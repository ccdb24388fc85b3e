/** Disputes: begun by the network (control, or a test card), answered with evidence, closed as won or lost. */
import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import type { Ctx } from './context.ts';
import { invalidRequest } from './errors.ts';
import { page } from './list.ts';
import { mergeMetadata } from './metadata.ts';
import { book } from './transactions.ts';

/** What Stripe takes for a dispute, in minor units. */
const DISPUTE_FEE = 2_000;
const EVIDENCE_DAYS = 7;

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null, billing_address: null, cancellation_policy: null, cancellation_policy_disclosure: null, cancellation_rebuttal: null,
  customer_communication: null, customer_email_address: null, customer_name: null, customer_purchase_ip: null, customer_signature: null,
  duplicate_charge_documentation: null, duplicate_charge_explanation: null, duplicate_charge_id: null, enhanced_evidence: {}, product_description: null,
  receipt: null, refund_policy: null, refund_policy_disclosure: null, refund_refusal_explanation: null, service_date: null, service_documentation: null,
  shipping_address: null, shipping_carrier: null, shipping_date: null, shipping_documentation: null, shipping_tracking_number: null,
  uncategorized_file: null, uncategorized_text: null,
};

/** The card holder's bank takes the money back: charge marked, funds and fee out. `amount` in minor units, the rest of the charge unless told. */
export function openDispute(ctx: Ctx, charge: Stripe.Charge, reason: string, amount?: number): Stripe.Dispute {
  if (charge.status !== 'succeeded' || charge.disputed) throw new Error(`charge ${charge.id} cannot be disputed`);
  const disputed = amount ?? charge.amount_captured - charge.amount_refunded;
  if (disputed < 1 || disputed > charge.amount_captured) throw new Error(`a dispute of ${disputed} does not fit the charge`);
  const dispute: Stripe.Dispute = {
    id: randomId('du_'),
    object: 'dispute',
    amount: disputed,
    balance_transactions: [],
    charge: charge.id,
    created: ctx.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...NO_EVIDENCE },
    evidence_details: {
      due_by: ctx.now + EVIDENCE_DAYS * 24 * 3600, enhanced_eligibility: {}, has_evidence: false, past_due: false, submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent as string | null,
    payment_method_details: { type: 'card', card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' } },
    reason,
    status: 'needs_response',
  };
  charge.disputed = true;
  ctx.db.disputes.put(dispute);
  ctx.emit('charge.dispute.created', dispute);
  dispute.balance_transactions = [move(ctx, dispute, -disputed, DISPUTE_FEE, 'Chargeback withdrawal for')];
  ctx.emit('charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

function move(ctx: Ctx, dispute: Stripe.Dispute, amount: number, fee: number, what: string): Stripe.BalanceTransaction {
  const feeDetails = fee ? [{ amount: fee, application: null, currency: dispute.currency, description: 'Dispute fee', type: 'stripe_fee' }] : [];
  const category = amount < 0 ? 'dispute' : 'dispute_reversal';
  return book(ctx, { type: 'adjustment', category, amount, currency: dispute.currency, source: dispute.id, description: `${what} ${String(dispute.charge)}`, feeDetails });
}

/** The network's decision. A win brings the money back; the fee stays with Stripe. */
export function closeDispute(ctx: Ctx, dispute: Stripe.Dispute, outcome: 'won' | 'lost'): void {
  if (dispute.status === 'won' || dispute.status === 'lost') throw new Error(`dispute ${dispute.id} is ${dispute.status}`);
  const previous = { status: dispute.status };
  dispute.status = outcome;
  dispute.is_charge_refundable = false;
  if (outcome === 'won') {
    ctx.db.charges.get(String(dispute.charge)).disputed = false;
    dispute.balance_transactions.push(move(ctx, dispute, dispute.amount, 0, 'Chargeback reversal for'));
    ctx.emit('charge.dispute.funds_reinstated', dispute);
  }
  ctx.emit('charge.dispute.closed', dispute, previous);
}

function update(ctx: Ctx, p: Stripe.DisputeUpdateParams, ids: Record<string, string>): Stripe.Dispute {
  const dispute = ctx.db.disputes.get(ids.id ?? '');
  const details = dispute.evidence_details;
  if (p.evidence && (dispute.status !== 'needs_response' || (details.due_by ?? 0) < ctx.now)) {
    throw invalidRequest(`This dispute is ${dispute.status} and its evidence cannot be changed.`, 'evidence');
  }
  const { submit = true } = p;
  if (p.evidence) {
    const given = Object.fromEntries(Object.entries(p.evidence).map(([k, v]) => [k, v === '' ? null : v]));
    const length = Object.values({ ...dispute.evidence, ...given }).reduce((sum: number, v) => sum + (typeof v === 'string' ? v.length : 0), 0);
    if (length > 150_000) throw invalidRequest('The combined character count of all evidence fields must be at most 150,000.', 'evidence');
    dispute.evidence = { ...dispute.evidence, ...given } as Stripe.Dispute.Evidence;
    details.has_evidence = true;
    if (submit) {
      details.submission_count++;
      dispute.status = 'under_review';
    }
  } else if (p.submit && details.has_evidence && dispute.status === 'needs_response') {
    details.submission_count++;
    dispute.status = 'under_review';
  }
  if (p.metadata !== undefined) dispute.metadata = mergeMetadata(dispute.metadata, p.metadata);
  ctx.emit('charge.dispute.updated', dispute);
  return dispute;
}

export function addDisputes(on: StripeEndpoints): void {
  on.on('GET /v1/disputes/{id}', (ctx, _p, ids) => {
    const dispute = ctx.db.disputes.get(ids.id ?? '');
    dispute.evidence_details.past_due = dispute.status === 'needs_response' && (dispute.evidence_details.due_by ?? 0) < ctx.now;
    return dispute;
  });
  on.on<Stripe.DisputeListParams>('GET /v1/disputes', (ctx, p) =>
    page(ctx.db.disputes, p, '/v1/disputes', (d) => (!p.charge || d.charge === p.charge) && (!p.payment_intent || d.payment_intent === p.payment_intent)),
  );
  on.on<Stripe.DisputeUpdateParams>('POST /v1/disputes/{id}', update);
  on.on('POST /v1/disputes/{id}/close', (ctx, _p, ids) => {
    const dispute = ctx.db.disputes.get(ids.id ?? '');
    if (dispute.status !== 'needs_response') throw invalidRequest(`This dispute is already ${dispute.status}.`, 'dispute');
    closeDispute(ctx, dispute, 'lost');
    return dispute;
  });
}
