import { addYears, businessDate, startOfDay, type IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { type Organisation } from './organisation.ts';

type Dated = Pick<Organisation, 'createdAt' | 'timeZone'>;

/** The first day that a document or movement may bear: what was done the year before the organisation joined may still be entered. */
export function earliestDay({ createdAt, timeZone }: Dated): IsoDate {
  return addYears(businessDate(createdAt, timeZone), -1);
}

/**
 * When money moved that somebody saw on a bank statement: now, unless another day is told.
 * @throws AppError `invalid-input` at `on` for a day to come, or one that can only be a slip of the keyboard
 */
export function bankDay(on: IsoDate | undefined, organisation: Dated, now: Date): Date {
  const today = businessDate(now, organisation.timeZone);
  if (on === undefined || on === today) return now;
  if (on > today) throw invalidField('on', { en: 'This day has not come yet.', nl: 'Deze dag moet nog komen.' });
  const earliest = earliestDay(organisation);
  if (on < earliest) {
    throw invalidField('on', {
      en: `This day is before ${earliest}, when this organisation did not exist yet.`,
      nl: `Deze dag ligt voor ${earliest}, toen deze organisatie nog niet bestond.`,
    });
  }
  return startOfDay(on, organisation.timeZone);
}
