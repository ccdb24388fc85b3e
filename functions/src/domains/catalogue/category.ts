import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { stamps } from '../../platform/instant.ts';
import { longText, shortText } from '../../platform/text.ts';
import { AvailabilityWindows } from './window.ts';

export const categoryFields = {
  name: shortText(100),
  description: longText(1000),
  /** Smaller comes first; of equal ones the name decides. */
  sort: z.int().min(-1_000_000).max(1_000_000),
  /** Limits all its products: breakfast until eleven. */
  windows: AvailabilityWindows,
  published: z.boolean(),
};

export const NewCategory = z.object({
  ...categoryFields,
  description: categoryFields.description.default(''),
  sort: categoryFields.sort.default(0),
  windows: categoryFields.windows.default([]),
  published: categoryFields.published.default(true),
});

export const Category = z.object({ id: Id, ...categoryFields, ...stamps }).meta({ id: 'Category' });
export type Category = z.output<typeof Category>;
