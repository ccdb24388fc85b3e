import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Measure } from './unit.ts';

/** What one of a product or option takes from one item in stock. */
export const RecipeLine = z.strictObject({ key: Id, ...Measure.shape });
export type RecipeLine = z.output<typeof RecipeLine>;

export const RecipeLines = z
  .array(RecipeLine)
  .max(40, 'must be at most 40 ingredients')
  .refine((lines) => new Set(lines.map(({ key }) => key)).size === lines.length, 'must name each ingredient once');
export type RecipeLines = z.output<typeof RecipeLines>;
