import { addAccounts } from './accounts.ts';
import { StripeApi, StripeEndpoints } from './api.ts';
import { addApplicationFees } from './application-fees.ts';
import { addCharges } from './charges.ts';
import { addCheckoutSessions } from './checkout-sessions.ts';
import { addCustomers } from './customers.ts';
import { addDisputes, openDispute } from './disputes.ts';
import { addEvents } from './events.ts';
import { addPaymentIntents } from './payment-intents.ts';
import { addPaymentMethods } from './payment-methods.ts';
import { addPayouts } from './payouts.ts';
import { addRefunds } from './refunds.ts';
import { addSetupIntents } from './setup-intents.ts';
import type { StripeState } from './state.ts';
import { addTransactions } from './transactions.ts';

/** The whole Stripe stand-in over one memory. */
export function createStripeApi(state: StripeState): StripeApi {
  const endpoints = new StripeEndpoints();
  for (const add of [
    addCustomers, addPaymentMethods, addCheckoutSessions, addPaymentIntents, addSetupIntents, addCharges, addRefunds, addTransactions,
    addEvents, addApplicationFees, addAccounts, addDisputes, addPayouts,
  ]) add(endpoints);
  state.onDisputeDue = (ctx, charge) => void openDispute(ctx, charge, 'fraudulent');
  return new StripeApi(state, endpoints);
}
