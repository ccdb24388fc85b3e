import { type PaymentProvider } from '../port.ts';
import { accounts } from './accounts.ts';
import { balance } from './balance.ts';
import { checkouts } from './checkouts.ts';
import { methods } from './methods.ts';
import { refunds } from './refunds.ts';

/** Stripe behind our port. */
export const stripe: PaymentProvider = { name: 'stripe', ...checkouts, ...refunds, ...methods, ...accounts, ...balance };
