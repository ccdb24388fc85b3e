import { businessDate, startOfDay, type IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { type Organisation } from '../accounts/api.ts';
import { periodStart } from '../invoices/api.ts';
import { type Billing, type BillingInput, type Instalment } from './billing.ts';
import { type Project } from './project.ts';

/** Invoices are made early, so that whoever comes to the office finds them. */
const EARLY_MS = 6 * 3_600_000;

type Retainer = Extract<Billing, { kind: 'retainer' }>;
type Invoiced = Pick<Project, 'billing' | 'invoicing' | 'nextPeriod' | 'archivedAt'>;

/** When the next period or instalment of a project is invoiced by itself; `null` when none is. */
export function nextInvoiceAt(project: Invoiced, timeZone: string): Date | null {
  if (project.invoicing === 'by-hand' || project.archivedAt !== null) return null;
  const day = nextDay(project);
  return day === null ? null : new Date(startOfDay(day, timeZone).getTime() + EARLY_MS);
}

function nextDay({ billing, nextPeriod }: Invoiced): IsoDate | null {
  if (billing.kind === 'hourly') return null;
  if (billing.kind === 'fixed') return nextInstalment(billing.instalments)?.dueOn ?? null;
  const from = periodStart(billing, nextPeriod);
  return billing.endOn !== null && from > billing.endOn ? null : from;
}

/** The first instalment with a day that has not had its turn. */
export function nextInstalment(instalments: readonly Instalment[]): Instalment | undefined {
  const waiting = instalments.filter(({ dueOn, invoiceId, handled }) => dueOn !== null && invoiceId === null && !handled);
  return waiting.toSorted((a, b) => String(a.dueOn).localeCompare(String(b.dueOn)))[0];
}

/** The period that a day belongs to: a retainer that begins, or goes on, is invoiced by itself from the present period on. */
function presentPeriod(retainer: Pick<Retainer, 'rhythm' | 'startOn'>, today: IsoDate, from: number): number {
  let place = from;
  while (periodStart(retainer, place + 1) <= today) place += 1;
  return place;
}

type Where = Pick<Organisation, 'timeZone' | 'createdAt'>;
type Schedule = Pick<Project, 'nextPeriod' | 'invoiceAt'>;

/** A project that begins, or goes on, to be invoiced by itself: what was not invoiced until now is left to a person. */
export function beginning(project: Invoiced, { timeZone }: Where, now: Date): Schedule {
  const { billing } = project;
  const nextPeriod = billing.kind === 'retainer' ? presentPeriod(billing, businessDate(now, timeZone), project.nextPeriod) : 0;
  return { nextPeriod, invoiceAt: nextInvoiceAt({ ...project, nextPeriod }, timeZone) };
}

/** A project of which the billing was changed: the periods of a retainer are counted anew when they begin on other days. */
export function rescheduled(before: Invoiced, after: Invoiced, where: Where, now: Date): Schedule {
  if (samePeriods(before.billing, after.billing)) return { nextPeriod: after.nextPeriod, invoiceAt: nextInvoiceAt(after, where.timeZone) };
  return beginning({ ...after, nextPeriod: 0 }, where, now);
}

/** Whether the periods of a retainer begin on the same days; what is no retainer has none. */
export function samePeriods(before: Billing, after: Billing): boolean {
  if (before.kind !== 'retainer' || after.kind !== 'retainer') return before.kind === after.kind;
  return after.rhythm === before.rhythm && after.startOn === before.startOn;
}

/**
 * Nothing is invoiced of the time before the organisation was here.
 * @throws AppError `invalid-input` at `billing.startOn`, or at `dueOn` of an instalment
 */
export function assertDays(billing: BillingInput, { timeZone, createdAt }: Where, path = 'billing.'): void {
  const first = businessDate(createdAt, timeZone);
  const say = { en: 'The organisation did not exist on that day.', nl: 'De organisatie bestond nog niet op die dag.' };
  if (billing.kind === 'retainer' && billing.startOn < first) throw invalidField(`${path}startOn`, say);
  if (billing.kind !== 'fixed') return;
  billing.instalments?.forEach(({ dueOn }, index) => {
    if (dueOn !== null && dueOn < first) throw invalidField(`${path}instalments.${index}.dueOn`, say);
  });
}
