import { addYears, type IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { earliestDay, type Organisation } from '../accounts/api.ts';

/**
 * Refuses a day of supply that can only be a slip of the keyboard: from before the organisation was here (work of the
 * year before it joined may still be billed), or more than two years ahead.
 * @throws AppError `invalid-input` at `supplyDate`
 */
export function assertSupplyDate(supplyDate: IsoDate, organisation: Organisation, today: IsoDate): void {
  const earliest = earliestDay(organisation);
  if (supplyDate < earliest) {
    throw invalidField('supplyDate', {
      en: `The day of supply is before ${earliest}, when this organisation did not exist yet.`,
      nl: `De leverdatum ligt voor ${earliest}, toen deze organisatie nog niet bestond.`,
    });
  }
  if (supplyDate > addYears(today, 2)) {
    throw invalidField('supplyDate', {
      en: 'The day of supply is more than two years ahead.',
      nl: 'De leverdatum ligt meer dan twee jaar vooruit.',
    });
  }
}
