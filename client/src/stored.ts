import type { Category, Product, Quote } from './documents.generated.ts';

/** Documents for which the server has an interface and no schema. Kept beside the server's own by hand. */

type ProductOfMenu = Omit<Product, 'recipe' | 'trackStock' | 'published' | 'categoryId' | 'optionGroups' | 'createdAt' | 'updatedAt' | 'version'>;
type Group = Product['optionGroups'][number];

/** One published category with its published products. */
export interface MenuPage extends Pick<Category, 'name' | 'description' | 'sort' | 'windows'> {
  readonly id: string;
  readonly products: readonly (ProductOfMenu & {
    readonly optionGroups: readonly (Omit<Group, 'options'> & { readonly options: readonly Omit<Group['options'][number], 'recipe' | 'trackStock'>[] })[];
  })[];
}

/** What is sold out in a shop. */
export interface Availability {
  readonly id: string;
  /** By product, and by option as `<product>_<option>`, the items in stock that do not suffice for one. */
  readonly soldOut: Readonly<Record<string, readonly string[]>>;
  readonly updatedAt: Date;
}

/** A note of the staff to an order. */
export interface OrderNote {
  readonly id: string;
  readonly orderId: string;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}

/** A version of a quote that was sent and then replaced. */
export interface QuoteRevision extends Quote {
  readonly quoteId: string;
}

/** Turnover of a year, net, in cents; the year is the id. */
export interface YearTurnover {
  readonly id: string;
  readonly net: number;
}

/** How often a customer, known in one way, has used a promo code. */
export interface PromotionUse {
  readonly id: string;
  readonly promotionId: string;
  readonly uses: number;
}

/** A mail, push or other effect, and how it fared. The fields beside these belong to its kind. */
export interface OutboxDocument {
  readonly id: string;
  readonly kind: string;
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly delivery: {
    readonly state: 'PENDING' | 'PROCESSING' | 'RETRY' | 'SUCCESS' | 'ERROR';
    readonly attempts: number;
    readonly dueAt: Date | null;
    readonly startTime: Date | null;
    readonly endTime: Date | null;
    readonly leaseExpireTime: Date | null;
    readonly error: string | null;
    readonly info: Readonly<Record<string, unknown>> | null;
    readonly events?: readonly { readonly id: string; readonly type: string; readonly at: Date; readonly detail: string | null }[] | undefined;
  };
}

/** One change, by whom, and what it wrote. */
export interface AuditRecord {
  readonly id: string;
  readonly action: string;
  readonly actor: string;
  readonly at: Date;
  readonly ip: string | null;
  readonly correlationId: string;
  readonly changes: readonly { readonly path: string; readonly op: 'create' | 'update' | 'set' | 'delete'; readonly fields: readonly string[] }[];
  readonly requestHash: string | null;
  readonly reply: string | null;
  readonly opened: string | null;
  readonly phase: 'open' | 'done';
}

/** An organisation that the signed-in person belongs to; its id is the organisation's. */
export interface MembershipCard {
  readonly id: string;
  readonly organisationName: string;
  readonly role: string;
  readonly joinedAt: Date;
}

/** A device that pushes go to. */
export interface Device {
  readonly id: string;
  readonly token: string;
  readonly platform: string;
  readonly updatedAt: Date;
}
