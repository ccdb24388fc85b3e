import { type DocumentReference } from 'firebase-admin/firestore';
import { businessDate } from '../../platform/business-date.ts';
import { type Entity, type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { numberRef, organisationRef } from '../accounts/api.ts';
import { customerRef } from '../customers/api.ts';
import { likelyCustomer, likelySeller } from './likely.ts';
import { invoiceRef } from './repo.ts';

/**
 * Reads at once what finalising this draft will most likely read: one round trip while the number series is locked,
 * where there were two. A wrong guess costs a read and changes nothing, since everything is asked for again by its own
 * name.
 */
export async function readAhead(tx: Tx, org: Tenant, invoiceId: string, now: Date): Promise<void> {
  const refs: DocumentReference<Entity>[] = [invoiceRef(org, invoiceId), organisationRef(org)];
  const [customerId, seller] = [likelyCustomer(org, invoiceId), likelySeller(org)];
  if (customerId !== undefined) refs.push(customerRef(org, customerId));
  if (seller !== undefined) refs.push(numberRef(org, seller, 'invoice', businessDate(now, seller.timeZone)));
  await tx.getAll(refs);
}
