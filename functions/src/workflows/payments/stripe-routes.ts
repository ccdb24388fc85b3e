import { refreshAccount, refreshPayout, refreshSetup, type StripeRoutes } from '../../domains/payments/api.ts';
import { refreshCheckout } from './refresh-checkout.ts';
import { refreshDispute, refreshRefund } from './refresh-money.ts';

/** Where Stripe's events lead. */
export const stripeRoutes: StripeRoutes = {
  checkout: refreshCheckout,
  refund: (account, id, context) => refreshRefund({ provider: 'stripe', account }, id, context),
  account: refreshAccount,
  setup: refreshSetup,
  payout: refreshPayout,
  dispute: (account, id, context) => refreshDispute({ provider: 'stripe', account }, id, context),
};
