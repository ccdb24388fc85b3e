import { AppError } from '../../platform/errors.ts';
import { type Stocking } from './change-levels.ts';
import { type StockCount } from './count.ts';
import { countRef } from './repo.ts';

/** @throws AppError `not-found`; `wrong-state` for a count that has ended */
export async function openCount({ tx, org }: Pick<Stocking, 'tx' | 'org'>, countId: string): Promise<StockCount> {
  const count = await tx.require(countRef(org, countId));
  if (count.status === 'open') return count;
  throw new AppError('wrong-state', `count ${countId} is ${count.status}`, {
    say: { en: 'This stock count has ended.', nl: 'Deze voorraadtelling is al afgerond.' },
  });
}
