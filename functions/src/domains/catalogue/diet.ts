import * as z from 'zod';

/** The fourteen allergens that must be declared in the Union: Annex II of Regulation (EU) No 1169/2011, in its order. */
export const ALLERGENS = [
  'gluten',
  'crustaceans',
  'eggs',
  'fish',
  'peanuts',
  'soybeans',
  'milk',
  'nuts',
  'celery',
  'mustard',
  'sesame',
  'sulphites',
  'lupin',
  'molluscs',
] as const;

export const Allergen = z.enum(ALLERGENS, { error: 'must be one of the fourteen allergens of Regulation (EU) 1169/2011' });
export type Allergen = z.output<typeof Allergen>;

export const Diet = z.enum(['vegetarian', 'vegan', 'halal', 'kosher', 'gluten-free', 'lactose-free', 'low-salt', 'organic']);
export type Diet = z.output<typeof Diet>;

/** What is in it for certain, and what may have come in by accident in a shared kitchen. */
export const AllergenDeclaration = z
  .strictObject({ contains: z.array(Allergen).max(14), mayContain: z.array(Allergen).max(14) })
  .refine(({ contains }) => new Set(contains).size === contains.length, { path: ['contains'], error: 'must name each allergen once' })
  .refine(({ contains, mayContain }) => !mayContain.some((allergen) => contains.includes(allergen)), {
    path: ['mayContain'],
    error: 'must not repeat what it contains',
  });
export type AllergenDeclaration = z.output<typeof AllergenDeclaration>;

export const NO_ALLERGENS: AllergenDeclaration = { contains: [], mayContain: [] };
