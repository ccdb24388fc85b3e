import { invalidField } from '../../platform/errors.ts';
import { type LevelChange } from './change-levels.ts';
import { type StockLevel } from './level.ts';

/** The change that takes so much away. @throws AppError `invalid-input` at `path` when there is not so much */
export function takeOff(level: StockLevel, amount: number, path: string): LevelChange {
  if (amount > level.onHand) {
    throw invalidField(path, {
      en: `There are only ${level.onHand} ${level.unit} of ${level.name}.`,
      nl: `Er is maar ${level.onHand} ${level.unit} van ${level.name}.`,
    });
  }
  return { level, onHand: -amount };
}
