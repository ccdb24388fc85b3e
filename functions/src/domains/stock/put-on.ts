import { invalidField } from '../../platform/errors.ts';
import { type LevelChange } from './change-levels.ts';
import { type StockLevel } from './level.ts';
import { MOST } from './unit.ts';

/** The change that adds so much. @throws AppError `invalid-input` at `path` when that is more than an item can have */
export function putOn(level: StockLevel, amount: number, path: string): LevelChange {
  if (level.onHand + amount > MOST) throw invalidField(path, { en: 'That is more than can be kept.', nl: 'Dat is meer dan bij te houden is.' });
  return { level, onHand: amount };
}
