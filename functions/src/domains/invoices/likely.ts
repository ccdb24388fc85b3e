import { type Tenant } from '../../platform/tenancy.ts';
import { type Organisation } from '../accounts/api.ts';

/*
 * What this instance has seen of drafts and organisations, so that a finalisation can ask for what it will need before
 * it knows. Never more than a guess: whoever uses it reads the truth in the same breath.
 */

const MOST_REMEMBERED = 5_000;
const customers = new Map<string, string>();
const sellers = new Map<string, LikelySeller>();

/** How an organisation numbers its documents, and by which clock. */
type LikelySeller = Pick<Organisation, 'numbering' | 'timeZone'>;

/** Notes whom a draft is for. */
export function rememberDraft({ path }: Tenant, { id, customerId }: { readonly id: string; readonly customerId: string }): void {
  keep(customers, `${path}/${id}`, customerId);
}

/** Notes how an organisation numbers. */
export function rememberSeller({ path }: Tenant, { numbering, timeZone }: Organisation): void {
  keep(sellers, path, { numbering, timeZone });
}

/** Whom a draft was for when this instance last saw it; undefined when it never did. */
export function likelyCustomer({ path }: Tenant, invoiceId: string): string | undefined {
  return customers.get(`${path}/${invoiceId}`);
}

/** How the organisation numbered when this instance last saw it; undefined when it never did. */
export function likelySeller({ path }: Tenant): LikelySeller | undefined {
  return sellers.get(path);
}

/** A map keeps the order of its keys, so the first is the one that was noted longest ago. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > MOST_REMEMBERED && oldest.done !== true) map.delete(oldest.value);
}
