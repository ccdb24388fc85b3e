import { NewProduct } from '../../src/domains/catalogue/product.ts';
import { NewShop } from '../../src/domains/catalogue/shop.ts';
import { type Category, type Product, type ServiceForm, type Shop } from '../../src/domains/catalogue/api.ts';
import { CartLine } from '../../src/domains/orders/cart.ts';
import { type Pricing } from '../../src/domains/orders/price-cart.ts';
import { NewPromotion } from '../../src/domains/promotions/promotion.ts';
import { type Promotion, type PromotionCustomer } from '../../src/domains/promotions/api.ts';
import { minor } from '../../src/platform/money.ts';
import { shopInput } from './shop.ts';

/** Everything a cart is priced from, without a database: for the pure rules. */

const STAMPS = { createdAt: new Date(0), updatedAt: new Date(0), version: 1 };

export function productFacts(id: string, fields: object = {}): Product {
  return { ...NewProduct.parse({ name: id, price: 1135, categoryId: 'all', published: true, ...fields }), id, ...STAMPS };
}

export function aCategoryNamed(id: string, fields: Partial<Category> = {}): Category {
  return { id, name: id, description: '', sort: 0, windows: [], published: true, ...STAMPS, ...fields };
}

export function shopFacts(fields: object): Shop {
  const known = { id: 'shop', currency: 'EUR', timeZone: 'Europe/Amsterdam', pausedUntil: null, offMenu: [], catalogueRevision: 3 } as const;
  return { ...NewShop.parse(shopInput()), ...known, ...STAMPS, ...fields, offMenu: (fields as { offMenu?: string[] }).offMenu ?? [] };
}

export function aCartLine(productId: string, quantity: number, fields: object = {}): CartLine {
  return CartLine.parse({ productId, quantity, ...fields });
}

export function aPromotion(code: string, fields: object = {}): Promotion {
  const { code: id, ...rest } = NewPromotion.parse({ code, name: code, benefit: { type: 'percent', percentBp: 1500 }, ...fields });
  return { ...rest, id, uses: (fields as { uses?: number }).uses ?? 0, ...STAMPS };
}

export interface PricingParts {
  readonly products: readonly Product[];
  readonly lines: readonly CartLine[];
  /** By product, fields that differ. */
  readonly changed?: Readonly<Record<string, object>>;
  readonly category?: Category;
  readonly shop?: object;
  readonly service?: ServiceForm;
  readonly tip?: number;
  readonly seenTotal?: number;
  readonly promotions?: readonly Promotion[];
  readonly customer?: PromotionCustomer | null;
  readonly soldOut?: readonly string[];
  readonly vatScheme?: 'standard' | 'kor';
  readonly now?: Date;
}

/** Friday 6 March 2026, 19:00 in Amsterdam. */
export const FRIDAY_NIGHT = new Date('2026-03-06T18:00:00Z');

export function pricingOf(parts: PricingParts): Pricing {
  const { products, lines, changed = {}, category = aCategoryNamed('all'), now = FRIDAY_NIGHT, promotions = [] } = parts;
  const all = products.map((product): Product => ({ ...product, ...changed[product.id] }));
  return {
    organisation: {
      address: { street: 'Kruisstraat 17', postalCode: '3581 GK', city: 'Utrecht', country: 'NL' },
      vatNumber: 'NL004495445B01',
      vatScheme: parts.vatScheme ?? 'standard',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
    },
    shop: shopFacts(parts.shop ?? {}),
    catalogue: { products: new Map(all.map((product) => [product.id, product])), categories: new Map([[category.id, category]]) },
    cart: { shopId: 'shop', service: parts.service ?? 'collect', lines: [...lines], tip: minor(parts.tip ?? 0), seenTotal: parts.seenTotal === undefined ? null : minor(parts.seenTotal) },
    codes: { promotions: new Map(promotions.map((promotion) => [promotion.id, promotion])), uses: new Map(), asksFirstOrder: false },
    customer: parts.customer ?? null,
    soldOut: new Set(parts.soldOut ?? []),
    now,
    wantedAt: now,
  };
}
