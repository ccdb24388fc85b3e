import { action } from '../../../platform/action.ts';
import { newId } from '../../../platform/ids.ts';
import { Category, NewCategory } from '../category.ts';
import { pageOf } from '../menu.ts';
import { categoryRef, menuRef } from '../repo.ts';

export const createCategory = action({
  name: 'catalogue/create-category',
  summary: 'Adds a category of products, one page of the menu',
  permission: 'catalogue.write',
  input: NewCategory,
  output: Category,
  async run({ input, org, tx }) {
    const id = newId();
    const category = tx.create(categoryRef(org, id), { ...input, id });
    if (category.published) tx.set(menuRef(org, id), pageOf(org, category, []));
    return category;
  },
});
