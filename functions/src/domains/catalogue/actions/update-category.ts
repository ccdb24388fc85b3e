import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { Category, categoryFields } from '../category.ts';
import { pageOf } from '../menu.ts';
import { catalogueChanged } from '../publish.ts';
import { categoryRef, menuRef, publishedIn } from '../repo.ts';

export const updateCategory = action({
  name: 'catalogue/update-category',
  summary: 'Changes the given fields of a category, or takes its page off the menu',
  permission: 'catalogue.write',
  input: z.object({
    categoryId: Id,
    /** The version the person saw; refused when somebody else changed the category since. */
    ifVersion: z.int().positive().optional(),
    ...z.object(categoryFields).partial().shape,
  }),
  output: Category,
  async run({ input: { categoryId, ifVersion, ...fields }, org, tx }) {
    const ref = categoryRef(org, categoryId);
    assertVersion(await tx.require(ref), ifVersion);
    const products = await publishedIn(tx, org, categoryId);
    const after = tx.update(ref, given(fields));
    if (after.published) tx.set(menuRef(org, categoryId), pageOf(org, after, products));
    else tx.delete(menuRef(org, categoryId));
    await catalogueChanged(tx, org);
    return after;
  },
});
