import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor } from '../../platform/money.ts';
import { longText } from '../../platform/text.ts';
import { Minutes } from './duration.ts';

/** Time and expenses are invoiced at most once; deleting the draft that would have invoiced them takes it back. */
export const EntryStatus = z.enum(['unbilled', 'billed']);
export type EntryStatus = z.output<typeof EntryStatus>;

export const ENTRY_TRANSITIONS: Readonly<Record<EntryStatus, readonly EntryStatus[]>> = {
  unbilled: ['billed'],
  billed: ['unbilled'],
};

/** What a person says of time that was spent. */
export const timeFields = {
  /** The id of one of the project's tasks. */
  task: Id.nullable(),
  note: longText(1000),
};

/** Time spent on a project by one person on one day. */
export const TimeEntry = z.object({
  id: Id,
  projectId: Id,
  uid: Id,
  /** As the member was called then. */
  personName: z.string(),
  date: IsoDate,
  /** From the timer; `null` when only a duration was given. */
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  minutes: Minutes,
  /** The same, rounded up as the project had it when the time was written down: what is charged. */
  chargedMinutes: Minutes,
  ...timeFields,
  taskName: z.string().nullable(),
  billable: z.boolean(),
  /** For one hour, as it was when the time was written down. */
  rate: AmountMinor.nullable(),
  /** The time at that rate, whether billable or not. */
  amount: AmountMinor,
  status: EntryStatus,
  invoiceId: Id.nullable(),
  ...stamps,
});
export type TimeEntry = z.output<typeof TimeEntry>;

/** For changes by a person. @throws AppError `wrong-state` */
export function assertUnbilled({ id, status }: { readonly id: string; readonly status: EntryStatus }): void {
  if (status === 'unbilled') return;
  throw new AppError('wrong-state', `entry ${id} is on an invoice`, {
    say: { en: 'This is on an invoice and cannot change any more.', nl: 'Dit staat op een factuur en kan niet meer veranderen.' },
  });
}

/** @throws AppError `wrong-state` when the table has no such move */
export function assertMove(from: EntryStatus, to: EntryStatus): void {
  if (!ENTRY_TRANSITIONS[from].includes(to)) throw new AppError('wrong-state', `an entry does not go from ${from} to ${to}`);
}

/** A timer that runs, under the id of its person: nobody has two. */
export const Timer = z.object({
  id: Id,
  projectId: Id,
  personName: z.string(),
  startedAt: Instant,
  ...timeFields,
  taskName: z.string().nullable(),
  billable: z.boolean().nullable(),
});
export type Timer = z.output<typeof Timer>;
