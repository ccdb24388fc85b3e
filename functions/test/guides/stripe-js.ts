/**
 * Stripe.js is loaded from Stripe and needs a browser, so the test has the few of its methods that the guide uses. What
 * they do is real: the intent behind the client secret is confirmed at the outside world, as the customer's card would.
 */
interface Elements {
  readonly clientSecret: string;
  create(kind: 'payment'): { mount(place: string): void };
}

interface Confirmation {
  readonly elements: Elements;
  readonly confirmParams: { readonly return_url: string };
  readonly redirect: 'if_required';
}

export interface Stripe {
  elements(options: { readonly clientSecret: string }): Elements;
  confirmPayment(confirmation: Confirmation): Promise<{ readonly error?: { readonly message: string } }>;
}

export async function loadStripe(_publishableKey: string): Promise<Stripe | null> {
  return {
    elements: ({ clientSecret }) => ({ clientSecret, create: () => ({ mount: () => undefined }) }),
    async confirmPayment({ elements: { clientSecret } }) {
      const [intent = ''] = clientSecret.split('_secret');
      const url = `${process.env['WORLD_URL']}/control/stripe/payment_intents/${intent}/pay`;
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
      return response.ok ? {} : { error: { message: await response.text() } };
    },
  };
}
