import { signLink } from '../../platform/link-token.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type PageLink } from '../messages/api.ts';
import { type Order } from './order.ts';

/** How long the public page of an order stays open after it was placed. */
const LIFE_MS = 90 * 24 * 3_600_000;

export function pageOfOrder({ id, placedAt }: Pick<Order, 'id' | 'placedAt'>): PageLink {
  return { link: 'order', documentId: id, expiresAt: new Date(placedAt.getTime() + LIFE_MS) };
}

/** The token of the order's public page; the same at every call. */
export function orderToken(org: Tenant, order: Pick<Order, 'id' | 'placedAt'>): string {
  return signLink({ ...pageOfOrder(order), orgId: org.id });
}
