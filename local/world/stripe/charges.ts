import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import type { Ctx } from './context.ts';
import { page } from './list.ts';
import { mergeMetadata } from './metadata.ts';
import { stripeFee } from './money.ts';
import { book } from './transactions.ts';
import { bookApplicationFee } from './application-fees.ts';

const RISK = { advice_code: null, network_advice_code: null, network_decline_code: null } as const;

export type ChargeOutcome = { state: 'succeeded' | 'pending' | 'authorized' } | { state: 'failed'; code: string; declineCode: string | null; message: string };

/** Makes the charge of an attempt on an intent. Money is booked by `settleCharge`, events are the caller's. */
export function makeCharge(ctx: Ctx, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, outcome: ChargeOutcome): Stripe.Charge {
  const failed = outcome.state === 'failed';
  const done = outcome.state === 'succeeded';
  const charge: Stripe.Charge = {
    id: randomId(method.type === 'card' ? 'ch_' : 'py_'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: done || outcome.state === 'pending' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: null,
    billing_details: { ...method.billing_details, tax_id: null },
    calculated_statement_descriptor: intent.statement_descriptor ?? 'TOONBANK',
    captured: done || outcome.state === 'pending',
    created: ctx.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failed ? outcome.code : null,
    failure_message: failed ? outcome.message : null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: intent.on_behalf_of,
    outcome: failed
      ? { ...RISK, network_status: 'declined_by_network', reason: outcome.declineCode, risk_level: 'normal', seller_message: outcome.message, type: 'issuer_declined' }
      : { ...RISK, network_status: 'approved_by_network', reason: null, risk_level: 'normal', seller_message: 'Payment complete.', type: 'authorized' },
    paid: done || outcome.state === 'authorized',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(method, intent.amount),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: done ? `${ctx.state.baseUrl()}/stripe#receipt` : null,
    refunded: false,
    review: null,
    shipping: intent.shipping as Stripe.Charge.Shipping | null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: failed ? 'failed' : outcome.state === 'pending' ? 'pending' : 'succeeded',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
  intent.latest_charge = charge.id;
  return ctx.db.charges.put(charge);
}

function methodDetails(method: Stripe.PaymentMethod, amount: number): Stripe.Charge.PaymentMethodDetails {
  switch (method.type) {
    case 'ideal':
      return {
        type: 'ideal',
        ideal: {
          bank: 'ing', bic: 'INGBNL2A', generated_sepa_debit: null, generated_sepa_debit_mandate: null, iban_last4: '4300',
          transaction_id: randomId('', 16), verified_name: method.billing_details.name,
        },
      };
    case 'bancontact':
      return {
        type: 'bancontact',
        bancontact: {
          bank_code: 'VAPE', bank_name: 'VAN DE PUT & CO', bic: 'VAPEBE22', generated_sepa_debit: null, generated_sepa_debit_mandate: null,
          iban_last4: '7061', preferred_language: 'nl', verified_name: method.billing_details.name,
        },
      };
    case 'sepa_debit':
      return {
        type: 'sepa_debit',
        sepa_debit: {
          bank_code: '37040044', branch_code: '', country: 'DE', fingerprint: method.sepa_debit?.fingerprint ?? null,
          last4: method.sepa_debit?.last4 ?? null, mandate: null,
        },
      };
    default:
      return {
        type: 'card',
        card: {
          amount_authorized: amount, authorization_code: '123456', brand: method.card?.brand ?? 'visa', country: 'NL', electronic_commerce_indicator: null,
          checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' }, exp_month: 7, exp_year: 2034,
          extended_authorization: { status: 'disabled' }, fingerprint: method.card?.fingerprint ?? null, funding: 'credit',
          incremental_authorization: { status: 'unavailable' }, installments: null, last4: method.card?.last4 ?? '4242', mandate: null,
          multicapture: { status: 'unavailable' }, network: method.card?.brand ?? 'visa', network_token: { used: false },
          network_transaction_id: randomId('', 15), overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
          regulated_status: 'regulated', three_d_secure: null, transaction_link_id: null, wallet: null,
        },
      };
  }
}

/** Books the money of a charge that went through, less the fees of Stripe and of the platform. */
export function settleCharge(ctx: Ctx, charge: Stripe.Charge): void {
  const type = charge.payment_method_details?.type ?? 'card';
  const fee = stripeFee(charge.amount_captured, type);
  const feeDetails = [{ amount: fee, application: null, currency: charge.currency, description: 'Stripe processing fees', type: 'stripe_fee' }];
  const platformFee = charge.application_fee_amount ? bookApplicationFee(ctx, charge, charge.application_fee_amount) : undefined;
  if (platformFee) {
    feeDetails.unshift({ amount: platformFee.amount, application: null, currency: charge.currency, description: 'application fee', type: 'application_fee' });
    charge.application_fee = platformFee.id;
  }
  const transaction = book(ctx, {
    type: type === 'card' ? 'charge' : 'payment',
    category: 'charge',
    amount: charge.amount_captured,
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
    feeDetails,
  });
  charge.balance_transaction = transaction.id;
}

export function addCharges(on: StripeEndpoints): void {
  on.on('GET /v1/charges/{id}', (ctx, _p, ids) => ctx.db.charges.get(ids.id ?? ''));
  on.on<Stripe.ChargeUpdateParams>('POST /v1/charges/{id}', (ctx, p, ids) => {
    const charge = ctx.db.charges.get(ids.id ?? '');
    if (p.description !== undefined) charge.description = p.description;
    if (p.receipt_email !== undefined) charge.receipt_email = p.receipt_email;
    if (p.metadata !== undefined) charge.metadata = mergeMetadata(charge.metadata, p.metadata);
    ctx.emit('charge.updated', charge);
    return charge;
  });
  on.on<Stripe.ChargeListParams>('GET /v1/charges', (ctx, p) =>
    page(ctx.db.charges, p, '/v1/charges', (c) => (!p.payment_intent || c.payment_intent === p.payment_intent) && (!p.customer || c.customer === p.customer)),
  );
}
