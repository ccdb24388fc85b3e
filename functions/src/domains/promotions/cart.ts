import { type Minor } from '../../platform/money.ts';
import { type LocalTime, type ServiceForm } from '../catalogue/api.ts';

/** A line as codes look at it. */
export interface PromotionLine {
  readonly productId: string;
  readonly categoryId: string;
  readonly quantity: number;
  /** One, with its options. */
  readonly unitPrice: Minor;
  /** `quantity` of them. */
  readonly amount: Minor;
}

/** A cart as codes look at it. */
export interface PromotionCart {
  readonly shopId: string;
  readonly service: ServiceForm;
  /** When it is ordered, by the shop's clock. */
  readonly at: LocalTime;
  readonly lines: readonly PromotionLine[];
  /** What the service form costs. */
  readonly fee: Minor;
}

/** What is known of the customer; `null` when nothing is that tells one from another. */
export interface PromotionCustomer {
  /** By code, how often this customer used it, whichever way the customer is known. */
  readonly uses: ReadonlyMap<string, number>;
  readonly hasOrdered: boolean;
}
