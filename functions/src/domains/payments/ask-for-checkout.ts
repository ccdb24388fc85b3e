import { type Clock } from '../../platform/clock.ts';
import { requiredSetting } from '../../platform/config.ts';
import { AppError } from '../../platform/errors.ts';
import { providerKey } from '../../platform/ids.ts';
import { signLink } from '../../platform/link-token.ts';
import { type LinkKind } from '../../platform/actor.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { transact, type Tx } from '../../platform/tx.ts';
import { inTurn } from '../../platform/turns.ts';
import { type Checkout } from './checkout.ts';
import { type CheckoutOrder, type PaymentProvider, type ProviderCheckout } from './providers/port.ts';
import { providerNamed } from './providers/providers.ts';
import { checkoutRef } from './repo.ts';

/** The customer comes back long after the page has ended, say from a bank's app. */
const RETURN_LIFE_MS = 30 * 24 * 3_600_000;
/** After a page's end the provider needs a moment to say so. */
const GRACE_MS = 10 * 60_000;

interface Asking {
  readonly org: Tenant;
  readonly clock: Clock;
}

/**
 * Asks the provider for the page of a checkout. The same checkout asks with the same key, so any number of attempts
 * make one page.
 * @throws AppError `provider-refused`, after which the checkout has failed for good; `provider-unavailable`
 */
export async function askForCheckout({ org, clock }: Asking, checkout: Checkout, link: LinkKind): Promise<ProviderCheckout> {
  const provider = providerNamed(checkout.provider);
  if (checkout.providerId !== null) return provider.fetchCheckout(checkout.account, checkout.providerId);
  try {
    // One at a time: a second request with a key that is still being answered is turned away by the provider.
    return await inTurn(`checkout:${checkout.id}`, () => create(provider, orderFor(org, checkout, link), checkout, { org, clock }));
  } catch (thrown) {
    if (thrown instanceof AppError) await noteFailure({ org, clock }, checkout, thrown);
    throw thrown;
  }
}

/** Providers remember a key for at least a day; after this we look first whether it has done its work. */
const KEY_LIFE_MS = 20 * 3_600_000;

async function create(provider: PaymentProvider, order: CheckoutOrder, checkout: Checkout, { org, clock }: Asking): Promise<ProviderCheckout> {
  // Without the customer being there, what was made once takes money at once: a new key only when nothing was made.
  const isLate = clock.now().getTime() - checkout.createdAt.getTime() > KEY_LIFE_MS;
  const made = checkout.saved !== null && (checkout.attempt > 1 || isLate) ? await provider.findCharge(order) : undefined;
  return made ?? provider.createCheckout(order, checkoutKey(org, checkout));
}

function checkoutKey(org: Tenant, checkout: Checkout): string {
  return providerKey('checkout', org.id, checkout.id, String(checkout.attempt));
}

function orderFor(org: Tenant, checkout: Checkout, link: LinkKind): CheckoutOrder {
  const { via, saved, account, amount, applicationFee, currency, description, email, language, expiresAt } = checkout;
  const page = pageOf(org, checkout, link);
  return {
    via,
    saved,
    account,
    reference: { orgId: org.id, checkoutId: checkout.id },
    amount,
    applicationFee,
    currency,
    description,
    email,
    language,
    expiresAt,
    returnUrl: { paid: `${page}?payment=returned`, cancelled: page },
  };
}

/** The document's public page. Made from the checkout alone, so that every attempt names the same address. */
function pageOf(org: Tenant, { subject, createdAt }: Checkout, link: LinkKind): string {
  const expiresAt = new Date(createdAt.getTime() + RETURN_LIFE_MS);
  return `${requiredSetting('API_URL')}/public/${link}/${signLink({ link, orgId: org.id, documentId: subject.id, expiresAt })}`;
}

/**
 * Writes what the provider answered.
 * @returns the checkout as it stands now
 * @throws AppError `wrong-state` when the page has been used or closed meanwhile
 */
export async function noteOpened(tx: Tx, org: Tenant, checkoutId: string, answer: ProviderCheckout): Promise<Checkout> {
  const ref = checkoutRef(org, checkoutId);
  const checkout = await tx.require(ref);
  if (answer.state !== 'open') throw pageHasEnded(checkout, answer);
  if (checkout.status !== 'opening') return checkout;
  return tx.update(ref, {
    status: 'open',
    providerId: answer.id,
    url: answer.url,
    expiresAt: answer.expiresAt ?? checkout.expiresAt,
    checkAt: new Date((answer.expiresAt ?? checkout.expiresAt).getTime() + GRACE_MS),
  });
}

function pageHasEnded({ id }: Checkout, { state }: ProviderCheckout): AppError {
  return new AppError('wrong-state', `checkout ${id} is ${state} at the provider`, {
    say: {
      en: 'This payment page has just been used or closed. Look again in a moment.',
      nl: 'Deze betaalpagina is zojuist gebruikt of gesloten. Kijk het zo nog eens na.',
    },
  });
}

async function noteFailure({ org, clock }: Asking, { id, attempt }: Checkout, error: AppError): Promise<void> {
  const refused = error.code === 'provider-refused';
  // The provider keeps an answer of 5xx under our key and would repeat it for ever. What the old key has made, if
  // anything, is known to nobody and stays unpaid; where it could be paid all the same, `create` looks for it first.
  const spoilt = error.data?.['spoiltKey'] === true;
  if (!refused && !spoilt) return;
  await transact(clock, async (tx) => {
    const ref = checkoutRef(org, id);
    const checkout = await tx.require(ref);
    if (checkout.status !== 'opening' || checkout.attempt !== attempt) return;
    if (spoilt) tx.update(ref, { attempt: attempt + 1 });
    else tx.update(ref, { status: 'failed', failure: { code: String(error.data?.['code'] ?? error.code), message: error.message }, checkAt: null });
  });
}
