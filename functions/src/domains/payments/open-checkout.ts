import { AppError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { ZERO } from '../../platform/money.ts';
import { applicationFee } from './application-fee.ts';
import { CHECKOUT_LIFE_MS, isUsable, type Checkout, type Subject } from './checkout.ts';
import { chargeableAccount } from './chargeable-account.ts';
import { closeCheckoutLater, letGo } from './close-checkout.ts';
import { type PayableFacts, type Recording } from './payable.ts';
import { checkoutRef, slotRef } from './repo.ts';

/** A checkout that is still unopened after this was left behind by a crash. */
const ANSWER_MS = 2 * 60_000;

/**
 * The open checkout of a document: the one there is while the amount is what it was, else a new one in its place.
 * Only writes the intention; `askForCheckout` then asks the provider.
 * @throws AppError `wrong-state` when nothing is due, a payment is on its way, or the organisation cannot take payments yet
 */
export async function openCheckout(recording: Recording, subject: Subject, facts: PayableFacts, way: Way = ON_PAGE): Promise<Checkout> {
  const { tx, org, clock } = recording;
  if (facts.due <= 0) throw nothingDue(subject);
  const slot = await tx.get(slotRef(org, subject));
  const current = slot === undefined ? undefined : await tx.get(checkoutRef(org, slot.checkoutId));
  if (current?.status === 'processing') throw paymentUnderWay(subject);
  const { account } = await chargeableAccount(recording, 'stripe');
  if (current !== undefined && isUsable(current, clock.now())) {
    const isSame = current.amount === facts.due && current.currency === facts.currency && isSameWay(current, way);
    if (current.account !== account) letGo(tx, org, current);
    else if (isSame) return current;
    else await closeCheckoutLater(recording, current);
  }
  const terms = { account, applicationFee: account === null ? ZERO : applicationFee(org, facts.due) };
  const checkout = tx.create(checkoutRef(org, newId()), { ...draft(recording, subject, facts), ...way, ...terms });
  tx.set(slotRef(org, subject), { id: slotRef(org, subject).id, checkoutId: checkout.id });
  return checkout;
}

type Way = Pick<Checkout, 'via' | 'saved'>;

const ON_PAGE: Way = { via: 'page', saved: null };

function isSameWay(checkout: Checkout, { via, saved }: Way): boolean {
  return checkout.via === via && checkout.saved?.methodId === saved?.methodId;
}

type Draft = Omit<Checkout, 'createdAt' | 'updatedAt' | 'version' | 'account' | 'applicationFee' | keyof Way>;

function draft({ clock }: Recording, subject: Subject, facts: PayableFacts): Draft {
  const { customerId, number, email, language, currency, due } = facts;
  const now = clock.now().getTime();
  return {
    id: '',
    subject,
    customerId,
    provider: 'stripe',
    amount: due,
    currency,
    description: number,
    email,
    language,
    status: 'opening',
    attempt: 1,
    providerId: null,
    paymentId: null,
    url: null,
    expiresAt: new Date(now + CHECKOUT_LIFE_MS),
    failure: null,
    checkAt: new Date(now + ANSWER_MS),
  };
}

function nothingDue({ collection, id }: Subject): AppError {
  return new AppError('wrong-state', `nothing is due on ${collection}/${id}`, {
    say: { en: 'There is nothing left to pay.', nl: 'Er is niets meer te betalen.' },
  });
}

function paymentUnderWay({ collection, id }: Subject): AppError {
  return new AppError('wrong-state', `a payment of ${collection}/${id} is being processed`, {
    say: {
      en: 'A payment is on its way; this can take a few days.',
      nl: 'Er is al een betaling onderweg; dat kan enkele dagen duren.',
    },
  });
}
