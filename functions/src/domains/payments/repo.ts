import { type Minor, minor } from '../../platform/money.ts';
import { Tenant, tenantCollection, type Entity } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type Checkout, type Subject } from './checkout.ts';
import { type Payment } from './payment.ts';

/** Which checkout of a document is the open one; locked by everybody who opens another. */
interface CheckoutSlot extends Entity {
  readonly checkoutId: string;
}

const checkouts = tenantCollection<Checkout>('checkouts');
const payments = tenantCollection<Payment>('payments');
const slots = tenantCollection<CheckoutSlot>('checkoutSlots');

export const checkoutRef = checkouts.doc;
export const paymentRef = payments.doc;

export function findCheckout(reader: Reader, org: Tenant, id: string): Promise<Checkout | undefined> {
  return reader.get(checkouts.doc(org, id));
}

export function slotRef(org: Tenant, subject: Subject) {
  return slots.doc(org, `${subject.collection}_${subject.id}`);
}

/** More movements than one document ever has; beyond it something is wrong, and we would rather stop than miscount. */
const MAX_MOVEMENTS = 500;

/** All movements of one document. */
export async function movementsOf(reader: Reader, org: Tenant, subject: Subject): Promise<Payment[]> {
  const found = await reader.find(payments.in(org).where('subject.id', '==', subject.id).limit(MAX_MOVEMENTS));
  if (found.length === MAX_MOVEMENTS) throw new Error(`${subject.collection}/${subject.id} has too many payments to sum`);
  return found.filter(({ subject: { collection } }) => collection === subject.collection);
}

export function sumOf(movements: readonly Pick<Payment, 'amount'>[]): Minor {
  return minor(movements.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
}

const SWEEP_BATCH = 100;

/** Checkouts of all organisations of which nothing was heard in time, the longest silent first. */
export async function silentCheckouts(now: Date): Promise<readonly { org: Tenant; checkout: Checkout }[]> {
  const silent = checkouts.everywhere().where('checkAt', '<=', now).orderBy('checkAt').limit(SWEEP_BATCH);
  const { docs } = await silent.get();
  return docs.map((doc) => ({ org: Tenant.verified(doc.ref.parent.parent?.id ?? ''), checkout: doc.data() }));
}
