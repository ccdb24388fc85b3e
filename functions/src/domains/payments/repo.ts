import { type Minor, minor } from '../../platform/money.ts';
import { rootCollection, Tenant, tenantCollection, type Entity } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type PaymentAccount } from './account.ts';
import { type Checkout, type ProviderName, type Subject } from './checkout.ts';
import { type PaymentConsent, type PaymentCustomer } from './consent.ts';
import { type Dispute } from './dispute.ts';
import { type Payment } from './payment.ts';
import { type Payout } from './payout.ts';
import { type Reconciliation } from './reconciliation.ts';
import { type Refund } from './refund.ts';

/** Which checkout of a document is the open one; locked by everybody who opens another. */
interface CheckoutSlot extends Entity {
  readonly checkoutId: string;
}

export const checkouts = tenantCollection<Checkout>('checkouts');
export const payments = tenantCollection<Payment>('payments');
const slots = tenantCollection<CheckoutSlot>('checkoutSlots');

export const refunds = tenantCollection<Refund>('refunds');
export const disputes = tenantCollection<Dispute>('disputes');

/** Makes those who refund one payment take turns. */
const refundLocks = tenantCollection<Entity & { readonly turns: number }>('refundLocks');

const accounts = tenantCollection<PaymentAccount>('paymentAccounts');

/** To which organisation an account at a provider belongs. */
const owners = rootCollection<Entity & { readonly orgId: string }>('providerAccounts');

export const reconciliations = tenantCollection<Reconciliation>('reconciliations');

const customers = tenantCollection<PaymentCustomer>('paymentCustomers');
const consents = tenantCollection<PaymentConsent>('paymentConsents');

export const paymentCustomerRef = customers.doc;
export const consentRef = consents.doc;
const payouts = tenantCollection<Payout>('payouts');

export const payoutRef = payouts.doc;
export const accountRef = accounts.doc;
export const reconciliationRef = reconciliations.doc;
export const checkoutRef = checkouts.doc;
export const paymentRef = payments.doc;
export const refundRef = refunds.doc;
export const disputeRef = disputes.doc;
export const refundLockRef = refundLocks.doc;

export function findCheckout(reader: Reader, org: Tenant, id: string): Promise<Checkout | undefined> {
  return reader.get(checkouts.doc(org, id));
}

export function ownerRef(provider: string, account: string) {
  return owners.doc(`${provider}_${account}`);
}

/** The organisation behind an account at a provider. */
export async function organisationOf(reader: Reader, provider: string, account: string): Promise<Tenant | undefined> {
  const owner = await reader.get(ownerRef(provider, account));
  return owner === undefined ? undefined : Tenant.verified(owner.orgId);
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

/** All refunds of one payment, whatever became of them. */
export async function refundsOf(reader: Reader, org: Tenant, paymentId: string): Promise<Refund[]> {
  const found = await reader.find(refunds.in(org).where('paymentId', '==', paymentId).limit(MAX_MOVEMENTS));
  if (found.length === MAX_MOVEMENTS) throw new Error(`payment ${paymentId} has too many refunds to sum`);
  return found;
}

export function sumOf(movements: readonly Pick<Payment, 'amount'>[]): Minor {
  return minor(movements.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
}

/** What movements came to in euro cents; `null` unless each of them reached a balance in euro. */
export function sumInEuro(movements: readonly Pick<Payment, 'settlement'>[]): Minor | null {
  let sum = 0n;
  for (const { settlement } of movements) {
    if (settlement?.currency !== 'EUR') return null;
    sum += BigInt(settlement.amount);
  }
  return minor(sum);
}

const SWEEP_BATCH = 100;

/** Checkouts of all organisations of which nothing was heard in time, the longest silent first. */
export async function silentCheckouts(now: Date): Promise<readonly { org: Tenant; checkout: Checkout }[]> {
  const silent = checkouts.everywhere().where('checkAt', '<=', now).orderBy('checkAt').limit(SWEEP_BATCH);
  const { docs } = await silent.get();
  return docs.map((doc) => ({ org: Tenant.verified(doc.ref.parent.parent?.id ?? ''), checkout: doc.data() }));
}

/** Refunds of all organisations of which nothing was heard in time. */
export async function silentRefunds(now: Date): Promise<readonly { org: Tenant; refund: Refund }[]> {
  const { docs } = await refunds.everywhere().where('checkAt', '<=', now).orderBy('checkAt').limit(SWEEP_BATCH).get();
  return docs.map((doc) => ({ org: Tenant.verified(doc.ref.parent.parent?.id ?? ''), refund: doc.data() }));
}

/** Disputes of all organisations whose evidence is nearly due. */
export async function disputesToAlert(now: Date): Promise<readonly { org: Tenant; dispute: Dispute }[]> {
  const { docs } = await disputes.everywhere().where('alertAt', '<=', now).orderBy('alertAt').limit(SWEEP_BATCH).get();
  return docs.map((doc) => ({ org: Tenant.verified(doc.ref.parent.parent?.id ?? ''), dispute: doc.data() }));
}

/** More at once than a shop has open; the rest waits for the next night. */
const OPEN_AT_ONCE = 200;

/** Checkouts of one organisation that have not ended. */
export function openCheckouts(reader: Reader, org: Tenant): Promise<Checkout[]> {
  return reader.find(checkouts.in(org).where('status', 'in', ['opening', 'open', 'processing']).limit(OPEN_AT_ONCE));
}

/** Checkouts of one document whose money is on its way, and may still not come. */
export function processingOf(reader: Reader, org: Tenant, { id }: Subject): Promise<Checkout[]> {
  return reader.find(checkouts.in(org).where('subject.id', '==', id).where('status', '==', 'processing').limit(OPEN_AT_ONCE));
}

/** Refunds of one organisation that have not ended. */
export function openRefunds(reader: Reader, org: Tenant): Promise<Refund[]> {
  return reader.find(refunds.in(org).where('status', 'in', ['requested', 'pending']).limit(OPEN_AT_ONCE));
}

/** Accounts of all organisations that are to be compared with their provider. */
export async function accountsToReconcile(now: Date): Promise<readonly { org: Tenant; account: PaymentAccount }[]> {
  const { docs } = await accounts.everywhere().where('reconcileAt', '<=', now).orderBy('reconcileAt').limit(SWEEP_BATCH).get();
  return docs.map((doc) => ({ org: Tenant.verified(doc.ref.parent.parent?.id ?? ''), account: doc.data() }));
}

/** Whether only this organisation uses the account, so that everything on its balance is its own. */
export async function isSoleUser(org: Tenant, { account }: PaymentAccount): Promise<boolean> {
  return account !== null || (await soleUserOfPlatform())?.id === org.id;
}

/** The organisation that has the platform's own account to itself; `undefined` when several share it. */
export async function soleUserOfPlatform(): Promise<Tenant | undefined> {
  const { docs } = await accounts.everywhere().where('account', '==', null).limit(2).get();
  const [only] = docs;
  return docs.length === 1 && only !== undefined ? Tenant.verified(only.ref.parent.parent?.id ?? '') : undefined;
}

/** Whether this organisation is paid on the platform's own account together with others, so that nothing tells whose a payout is. */
export async function sharesPlatformAccount(reader: Reader, org: Tenant, provider: ProviderName): Promise<boolean> {
  const account = await reader.get(accounts.doc(org, provider));
  return account?.account === null && !(await isSoleUser(org, account));
}

/** More than one customer ever gives. */
const MAX_CONSENTS = 200;

/** What a customer has agreed to, whatever became of it. */
export function consentsOf(reader: Reader, org: Tenant, customerId: string): Promise<PaymentConsent[]> {
  return reader.find(consents.in(org).where('customerId', '==', customerId).limit(MAX_CONSENTS));
}
