import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { categoryRef, isInUse, menuRef } from '../repo.ts';

export const deleteCategory = action({
  name: 'catalogue/delete-category',
  summary: 'Deletes a category without products',
  permission: 'catalogue.write',
  input: z.object({ categoryId: Id }),
  output: z.object({ deleted: z.literal(true) }),
  async run({ input: { categoryId }, org, tx }) {
    await tx.require(categoryRef(org, categoryId));
    if (await isInUse(tx, org, categoryId)) {
      throw new AppError('wrong-state', `category ${categoryId} has products`, {
        say: { en: 'There are still products in this category.', nl: 'Er staan nog producten in deze categorie.' },
      });
    }
    tx.delete(categoryRef(org, categoryId));
    tx.delete(menuRef(org, categoryId));
    return { deleted: true as const };
  },
});
