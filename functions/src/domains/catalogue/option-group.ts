import * as z from 'zod';
import { newId } from '../../platform/ids.ts';
import { AmountMinor } from '../../platform/money.ts';
import { shortText } from '../../platform/text.ts';
import { RecipeLines } from '../stock/api.ts';
import { AllergenDeclaration, NO_ALLERGENS } from './diet.ts';

/** Ids within a product. No underscore, since `<product>_<option>` names an option's stock. */
const PartId = z.string().regex(/^[A-Za-z0-9-]{1,32}$/, 'must be 1 to 32 letters, digits or -');
const givenId = PartId.default(() => newId());

export const Option = z.strictObject({
  id: givenId,
  name: shortText(100),
  /** On top of the product's price, including VAT; negative makes it cheaper. */
  price: AmountMinor.default(0 as never),
  /** How often it may be taken: three times extra cheese. */
  max: z.int().min(1).max(20).default(1),
  /** Chosen when the shopper opens the product. */
  preselected: z.boolean().default(false),
  allergens: AllergenDeclaration.default(NO_ALLERGENS),
  /** Whether it is counted as goods of its own. */
  trackStock: z.boolean().default(false),
  recipe: RecipeLines.default([]),
});
export type Option = z.output<typeof Option>;

export const OptionGroup = z
  .strictObject({
    id: givenId,
    name: shortText(100),
    /** Something must be chosen. When not, nothing may be chosen, or else at least `min`. */
    required: z.boolean().default(false),
    min: z.int().min(0).max(20).default(0),
    max: z.int().min(1).max(50).default(1),
    options: z.array(Option).min(1, 'must have at least one option').max(60, 'must be at most 60 options'),
  })
  .refine(({ min, max }) => min <= max, { path: ['max'], error: 'must not be less than min' })
  .refine(({ min, options }) => options.reduce((all, option) => all + option.max, 0) >= min, {
    path: ['min'],
    error: 'is more than all options together allow',
  })
  .refine(({ options }) => new Set(options.map(({ id }) => id)).size === options.length, { path: ['options'], error: 'must have ids of their own' });
export type OptionGroup = z.output<typeof OptionGroup>;

export const OptionGroups = z
  .array(OptionGroup)
  .max(12, 'must be at most 12 groups')
  .refine((groups) => new Set(groups.map(({ id }) => id)).size === groups.length, 'must have ids of their own')
  // The stock of an option is found by product and option, whichever group it stands in.
  .refine((groups) => {
    const ids = groups.flatMap(({ options }) => options.map(({ id }) => id));
    return new Set(ids).size === ids.length;
  }, 'must not have two options with one id');

/** How many choices the group asks for at least. */
export function leastChoices({ required, min }: OptionGroup): number {
  return required ? Math.max(1, min) : min;
}
