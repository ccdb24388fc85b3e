import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { applyFlips } from '../change-levels.ts';
import { flipsOf, isLow, levelFields, StockLevel } from '../level.ts';
import { levelRef } from '../repo.ts';
import { requireLevels } from '../require-shop.ts';

export const updateItem = action({
  name: 'stock/update-item',
  summary: 'Changes how an item is kept: its limit, target, supplier, pack, and whether it may be promised beforehand',
  permission: 'stock.write',
  input: z.object({
    shopId: Id,
    key: Id,
    /** The version the person saw; stock moves often, so callers mostly leave it out. */
    ifVersion: z.int().positive().optional(),
    ...z.object(levelFields).partial().shape,
  }),
  output: StockLevel,
  async run({ input: { shopId, key, ifVersion, ...fields }, actor, org, tx, clock, correlationId }) {
    const [before] = await requireLevels({ tx, org }, shopId, [key]);
    if (before === undefined) throw new AppError('not-found', `no stock ${key}`);
    assertVersion(before, ifVersion);
    const change = given(fields);
    const lowAt = change.lowAt === undefined ? before.lowAt : change.lowAt;
    // Changing the limit is no crossing: whoever changes it sees where it stands.
    const after = tx.update(levelRef(org, shopId, key), { ...change, low: isLow({ ...before, lowAt }) });
    await applyFlips({ tx, org, clock, correlationId, actor }, shopId, flipsOf(before, after));
    return after;
  },
});
