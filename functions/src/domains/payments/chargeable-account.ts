import { setting } from '../../platform/config.ts';
import { AppError } from '../../platform/errors.ts';
import { type PaymentAccount } from './account.ts';
import { type ProviderName } from './checkout.ts';
import { type Recording } from './payable.ts';
import { accountRef } from './repo.ts';

/** Whether each organisation has its own account at the provider. */
export function isConnect(): boolean {
  return setting('STRIPE_MODE') === 'connect';
}

const RECONCILE_AFTER_MS = 24 * 3_600_000;

/**
 * The account on which a payment is taken, before any object is made for it.
 * @throws AppError `wrong-state` when the organisation cannot take payments yet
 */
export async function chargeableAccount({ tx, org, clock }: Recording, provider: ProviderName): Promise<Pick<PaymentAccount, 'account'>> {
  const ref = accountRef(org, provider);
  const known = await tx.get(ref);
  if (!isConnect()) {
    // The platform's own account needs no setting up; the document makes that it is reconciled.
    const reconcileAt = new Date(clock.now().getTime() + RECONCILE_AFTER_MS);
    return known ?? tx.create(ref, { ...newAccount(provider), status: 'active', canCharge: true, canPayOut: true, reconcileAt });
  }
  if (known === undefined || known.account === null || !known.canCharge) throw cannotCharge(org.id, known);
  return known;
}

export function newAccount(provider: ProviderName): Omit<PaymentAccount, 'createdAt' | 'updatedAt' | 'version'> {
  return {
    id: provider,
    account: null,
    status: 'onboarding',
    canCharge: false,
    canPayOut: false,
    missing: [],
    capabilities: {},
    reconcileAt: null,
    reconciledUntil: null,
  };
}

const NOT_SET_UP = { en: 'Online payments are not set up yet for this organisation.', nl: 'Online betalen is voor deze organisatie nog niet ingericht.' };
const BROKEN_OFF = {
  en: 'This organisation has broken off its connection with the payment provider.',
  nl: 'Deze organisatie heeft haar koppeling met de betaaldienst verbroken.',
};

export function cannotCharge(orgId: string, account: PaymentAccount | undefined): AppError {
  return new AppError('wrong-state', `organisation ${orgId} cannot take payments yet`, {
    say: account?.status === 'disconnected' ? BROKEN_OFF : NOT_SET_UP,
    data: { status: account?.status ?? 'none', missing: account?.missing ?? [] },
  });
}

export function singleMode(): AppError {
  return new AppError('wrong-state', 'this installation has one account for all', {
    say: {
      en: 'This installation takes payments on its own account; there is nothing to set up.',
      nl: 'Deze installatie ontvangt betalingen op haar eigen rekening; er is niets in te richten.',
    },
  });
}
