import { type ProviderName } from '../checkout.ts';
import { type PaymentProvider } from './port.ts';
import { stripe } from './stripe/stripe.ts';

const providers: Readonly<Record<ProviderName, PaymentProvider>> = { stripe };

export function providerNamed(name: ProviderName): PaymentProvider {
  return providers[name];
}
