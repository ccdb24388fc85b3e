import type { Stripe } from 'stripe';
import { fromUnixSeconds } from '../../../../platform/instant.ts';
import { isOutOfReach } from '../../out-of-reach.ts';
import { type AccountOrder, type PaymentProvider, type ProviderAccount } from '../port.ts';
import { askStripe, onAccount } from './client.ts';

/** Connected accounts: the business has its own contract with Stripe, pays Stripe's fees and sees Stripe's dashboard. */
export const accounts: Pick<PaymentProvider, 'createAccount' | 'createOnboardingLink' | 'fetchAccount'> = {
  async createAccount(order, idempotencyKey) {
    return toAccount(await askStripe((stripe) => stripe.accounts.create(accountParams(order), onAccount(null, idempotencyKey))));
  },
  async createOnboardingLink(account, { returnUrl, refreshUrl }, idempotencyKey) {
    const params = { account, type: 'account_onboarding', return_url: returnUrl, refresh_url: refreshUrl };
    const link = await askStripe((stripe) => stripe.accountLinks.create(params, onAccount(null, idempotencyKey)));
    return { url: link.url, expiresAt: fromUnixSeconds(link.expires_at) };
  },
  async fetchAccount(account) {
    try {
      return toAccount(await askStripe((stripe) => stripe.accounts.retrieve(account)));
    } catch (thrown) {
      if (isOutOfReach(thrown)) return disconnected(account);
      throw thrown;
    }
  },
};

/** An account whose owner withdrew our access in its dashboard: Stripe shows nothing of it any more. */
function disconnected(id: string): ProviderAccount {
  return { id, connected: false, submitted: true, canCharge: false, canPayOut: false, missing: [], capabilities: {} };
}

function accountParams({ orgId, name, email, country }: AccountOrder): Stripe.AccountCreateParams {
  const requested = { requested: true };
  return {
    country,
    email,
    business_profile: { name },
    controller: {
      fees: { payer: 'account' },
      losses: { payments: 'stripe' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'full' },
    },
    capabilities: {
      card_payments: requested,
      transfers: requested,
      ideal_payments: requested,
      bancontact_payments: requested,
      sepa_debit_payments: requested,
    },
    metadata: { orgId },
  };
}

function toAccount(account: Stripe.Account): ProviderAccount {
  const { requirements, capabilities } = account;
  return {
    id: account.id,
    connected: true,
    submitted: account.details_submitted,
    canCharge: account.charges_enabled,
    canPayOut: account.payouts_enabled,
    missing: requirements?.currently_due ?? [],
    capabilities: Object.fromEntries(Object.entries(capabilities ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
}
