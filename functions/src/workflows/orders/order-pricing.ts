import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type Organisation } from '../../domains/accounts/api.ts';
import { productsOf, type Shop } from '../../domains/catalogue/api.ts';
import { contactKeysOf, hasOrdered, priceCart, type Pricing, type PricingResult } from '../../domains/orders/api.ts';
import { codesFor } from '../../domains/promotions/api.ts';

interface Priced {
  readonly organisation: Organisation;
  readonly shop: Shop;
  readonly cart: Pricing['cart'] & { readonly codes: readonly string[] };
  readonly contact: { readonly email: string | null; readonly phone: string | null };
  readonly uid: string | null;
  readonly soldOut: ReadonlySet<string>;
  readonly now: Date;
  readonly wantedAt: Date;
}

/** Gathers what the price of a cart depends on, and prices it. Inside a transaction all of it is as the commit finds it. */
export async function pricedBy(reader: Reader, org: Tenant, facts: Priced): Promise<PricingResult & { readonly contactKeys: readonly string[] }> {
  const { organisation, shop, cart, contact, uid, soldOut, now, wantedAt } = facts;
  const contactKeys = contactKeysOf(contact, uid);
  const catalogue = await productsOf(reader, org, shop, cart.lines.flatMap(({ productId, parts }) => [productId, ...parts.map((part) => part.productId)]));
  const codes = await codesFor(reader, org, cart.codes, contactKeys);
  // An account that was made a moment ago tells nobody from anybody.
  const isKnown = contact.email !== null || contact.phone !== null;
  const customer = isKnown ? { uses: codes.uses, hasOrdered: codes.asksFirstOrder && (await hasOrdered(reader, org, contactKeys)) } : null;
  return { ...priceCart({ organisation, shop, catalogue, cart, codes, customer, soldOut, now, wantedAt }), contactKeys };
}
