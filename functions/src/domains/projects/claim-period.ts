import { type Clock } from '../../platform/clock.ts';
import { type IsoDate } from '../../platform/business-date.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { periodAt } from '../invoices/api.ts';
import { type Billing } from './billing.ts';
import { type Project } from './project.ts';
import { billedPeriods, periodRef } from './repo.ts';

type Retainer = Extract<Billing, { kind: 'retainer' }>;

interface Claim {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
  readonly today: IsoDate;
  readonly invoiceId: string;
  /** First day of the period; the first that is open unless told. */
  readonly from: IsoDate | undefined;
}

/** Weeks of twenty years: more periods than any retainer has. */
const MOST_PERIODS = 1_040;

/**
 * Takes a period of a retainer for an invoice. The document that remembers it bears the name of the period, so that of two
 * at once only one is committed.
 * @throws AppError `wrong-state` or `invalid-input` at `from`
 */
export async function claimPeriod(claim: Claim, project: Project): Promise<{ from: IsoDate; to: IsoDate; retainer: Retainer }> {
  const { tx, org, clock, invoiceId } = claim;
  const { billing } = project;
  if (billing.kind !== 'retainer') throw refused(`project ${project.id} is ${billing.kind}`, { en: 'This project has no retainer.', nl: 'Dit project heeft geen vast bedrag per periode.' });
  const billed = new Set((await billedPeriods(tx, org, project.id, MOST_PERIODS)).map(({ from }) => from));
  const period = claim.from === undefined ? firstOpen(billing, billed, claim.today) : named(billing, billed, claim.today, claim.from);
  const ref = periodRef(org, project.id, period.from);
  tx.append(ref, { id: ref.id, projectId: project.id, ...period, invoiceId, at: clock.now() });
  return { ...period, retainer: billing };
}

function firstOpen(retainer: Retainer, billed: ReadonlySet<string>, today: IsoDate) {
  const open = periodsUntil(retainer, today).find(({ from }) => from <= today && !billed.has(from));
  if (open === undefined) throw refused('no period is open', { en: 'All periods up to today have been invoiced.', nl: 'Alle periodes tot vandaag zijn gefactureerd.' });
  return open;
}

/** Retainers are often paid in advance: the period after the present one may be invoiced too. */
function named(retainer: Retainer, billed: ReadonlySet<string>, today: IsoDate, from: IsoDate) {
  const period = periodsUntil(retainer, today).find((each) => each.from === from);
  if (period === undefined) {
    throw invalidField('from', { en: 'No period that can be invoiced by now begins on this day.', nl: 'Er begint op deze dag geen periode die al gefactureerd kan worden.' });
  }
  if (billed.has(from)) throw refused(`period ${from} is invoiced`, { en: 'This period has been invoiced already.', nl: 'Deze periode is al gefactureerd.' });
  return period;
}

/** The periods that have begun, and the next. */
function periodsUntil(retainer: Retainer, today: IsoDate): { readonly from: IsoDate; readonly to: IsoDate }[] {
  const found = [];
  for (let place = 0; place < MOST_PERIODS; place += 1) {
    const period = periodAt(retainer, place);
    if (retainer.endOn !== null && period.from > retainer.endOn) break;
    found.push(period);
    if (period.from > today) break;
  }
  return found;
}

function refused(why: string, say: { en: string; nl: string }): AppError {
  return new AppError('wrong-state', why, { say });
}
