import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { type Organisation } from '../accounts/api.ts';
import { shopRef, shopsOf } from './repo.ts';

/** Shops show the organisation's currency and time zone; what people read there is theirs at once. */
export async function followOrganisation(tx: Tx, org: Tenant, { currency, timeZone }: Organisation): Promise<void> {
  for (const { id } of await shopsOf(tx, org)) tx.update(shopRef(org, id), { currency, timeZone });
}
