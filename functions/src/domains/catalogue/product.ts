import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { stamps } from '../../platform/instant.ts';
import { AmountMinor } from '../../platform/money.ts';
import { longText, shortText } from '../../platform/text.ts';
import { RecipeLines } from '../stock/api.ts';
import { RateKind } from '../vat/api.ts';
import { AllergenDeclaration, Diet, NO_ALLERGENS } from './diet.ts';
import { OptionGroups } from './option-group.ts';
import { AvailabilityWindows } from './window.ts';

/** How an order reaches the customer. */
export const ServiceForm = z.enum(['eat-in', 'collect', 'deliver'], { error: 'must be eat-in, collect or deliver' });
export type ServiceForm = z.output<typeof ServiceForm>;

/** The rate that each service form has; a meal eaten in is a service, one taken away is goods. */
export const ProductVat = z.strictObject({ eatIn: RateKind, takeAway: RateKind });

/** One choice within a bundle: "a pizza of these, a drink of those". */
export const BundlePart = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,32}$/, 'must be 1 to 32 letters, digits or -'),
  name: shortText(100),
  choices: z
    .array(
      z.strictObject({
        productId: Id,
        /** On top of the bundle's price, including VAT. */
        surcharge: AmountMinor.refine((amount) => amount >= 0, 'must not be negative').default(0 as never),
      }),
    )
    .min(1, 'must have at least one choice')
    .max(50),
});
export type BundlePart = z.output<typeof BundlePart>;

/** What a person decides about a product. */
export const productFields = {
  name: shortText(120),
  description: longText(2000),
  categoryId: Id,
  /** Including VAT, in minor units of the organisation's currency. */
  price: AmountMinor.refine((amount) => amount >= 0, 'must not be negative'),
  vat: ProductVat,
  optionGroups: OptionGroups,
  /** Empty for a single product; a bundle has one price, divided over what is in it. */
  bundle: z.array(BundlePart).max(10, 'must be at most 10 parts'),
  tags: z.array(shortText(40)).max(20, 'must be at most 20 tags'),
  diets: z.array(Diet).max(8),
  allergens: AllergenDeclaration,
  /** Pictures that were made public, see `catalogue/add-photo`; the first on top. */
  photos: z.array(Id).max(10, 'must be at most 10 photos'),
  services: z.array(ServiceForm).min(1, 'must name at least one service form').max(3),
  windows: AvailabilityWindows,
  /** Smaller comes first; of equal ones the name decides. */
  sort: z.int().min(-1_000_000).max(1_000_000),
  /** Minutes in the kitchen beyond the shop's usual; `null`: no more than usual. */
  prepMinutes: z.int().min(0).max(2880).nullable(),
  /** Largest quantity in one order; `null`: the house limit. */
  maxQuantity: z.int().min(1).max(999).nullable(),
  /** Whether it is counted as goods of its own. */
  trackStock: z.boolean(),
  /** What one takes from the ingredients. */
  recipe: RecipeLines,
  published: z.boolean(),
};

export const NewProduct = z.object({
  ...productFields,
  description: productFields.description.default(''),
  vat: productFields.vat.default({ eatIn: 'reduced', takeAway: 'reduced' }),
  optionGroups: productFields.optionGroups.default([]),
  bundle: productFields.bundle.default([]),
  tags: productFields.tags.default([]),
  diets: productFields.diets.default([]),
  allergens: productFields.allergens.default(NO_ALLERGENS),
  photos: productFields.photos.default([]),
  services: productFields.services.default(['eat-in', 'collect', 'deliver']),
  windows: productFields.windows.default([]),
  sort: productFields.sort.default(0),
  prepMinutes: productFields.prepMinutes.default(null),
  maxQuantity: productFields.maxQuantity.default(null),
  trackStock: productFields.trackStock.default(false),
  recipe: productFields.recipe.default([]),
  published: productFields.published.default(false),
});

export const Product = z.object({ id: Id, ...productFields, ...stamps }).meta({ id: 'Product' });
export type Product = z.output<typeof Product>;
/** A product without the stamps that the kernel keeps. */
export type ProductFacts = Omit<Product, keyof typeof stamps>;

/** The most of one product that an order takes when the product says nothing. */
export const MOST_OF_ONE = 999;

/** What may stand between an option's product and its own name; see `PartId`. */
export function optionStockKey(productId: string, optionId: string): string {
  return `${productId}_${optionId}`;
}
