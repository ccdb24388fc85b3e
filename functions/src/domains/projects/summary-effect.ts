import { type Effect, type EffectContext } from '../../platform/outbox.ts';
import { formatMoney } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader, transact } from '../../platform/tx.ts';
import { notify, type Posting } from '../messages/api.ts';
import { hoursOf } from './duration.ts';
import { summaryOfProject, type SummaryOrder } from './order-summary.ts';
import { type Project } from './project.ts';
import { expenseSums, projectRef, summaryRef, timeSums } from './repo.ts';
import { figuresOf, newlyReached, type Counted } from './summary.ts';

/** Computations of one summary that may get in each other's way before one of them leaves it to a retry. */
const MOST_TRIES = 10;

/**
 * Computes the summary of a project. Always from the documents, never by adding to what it was: whatever comes twice, late
 * or in another order, the last computation began after the last change. Also tells of a budget that is reached.
 */
export const projectSummaryEffect: Effect<SummaryOrder> = {
  ...summaryOfProject,
  maxAttempts: 8,
  leaseMs: 60_000,
  async perform(context) {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      if (await compute(context)) return { tries };
    }
    throw new Error(`summary of ${context.payload.projectId} is being computed by many at once`);
  },
};

/** @returns false when another computation came in between, whose documents may be newer than ours */
async function compute({ org, payload: { projectId }, clock, correlationId }: EffectContext<SummaryOrder>): Promise<boolean> {
  const ref = summaryRef(org, projectId);
  const seen = (await reader.get(ref))?.version ?? 0;
  const counted = await countedOf(org, projectId);
  return transact(clock, async (tx) => {
    const [present, project] = [await tx.get(ref), await tx.get(projectRef(org, projectId))];
    if ((present?.version ?? 0) !== seen) return false;
    if (project === undefined) return true;
    const figures = figuresOf(counted, project);
    const alerted = { ...(present?.alerted ?? { minutes: null, amount: null }) };
    for (const limit of newlyReached(figures, project.budget, alerted)) {
      Object.assign(alerted, { [limit]: project.budget?.[limit] ?? null });
      tell({ tx, org, clock, correlationId }, project, limit);
    }
    tx.set(ref, { id: projectId, ...figures, alerted, version: seen + 1, updatedAt: clock.now() });
    return true;
  });
}

async function countedOf(org: Tenant, projectId: string): Promise<Counted> {
  const open = { billable: true, status: 'unbilled' } as const;
  const billed = { billable: true, status: 'billed' } as const;
  const [time, unbilledTime, billedTime, expenses, unbilledExpenses, billedExpenses] = await Promise.all([
    timeSums(org, projectId, {}),
    timeSums(org, projectId, open),
    timeSums(org, projectId, billed),
    expenseSums(org, projectId, {}),
    expenseSums(org, projectId, open),
    expenseSums(org, projectId, billed),
  ]);
  return { time, unbilledTime, billedTime, expenses, unbilledExpenses, billedExpenses };
}

function tell(posting: Posting, { id, name, customerName, budget, currency }: Project, limit: 'minutes' | 'amount'): void {
  const share = (budget?.alertAtBp ?? 0) === 10_000;
  const size = (language: 'nl' | 'en') => {
    const hours = hoursOf(budget?.minutes ?? 0);
    if (limit === 'minutes') return language === 'nl' ? `${hours.replace('.', ',')} uur` : `${hours} hours`;
    return budget?.amount === null || budget === null ? '' : formatMoney({ amount: budget.amount, currency }, language);
  };
  notify(posting, {
    permission: 'projects.write',
    template: 'alert',
    data: {
      title: share ? { nl: `Budget bereikt: ${name}`, en: `Budget reached: ${name}` } : { nl: `Budget bijna bereikt: ${name}`, en: `Budget nearly reached: ${name}` },
      body: { nl: `${customerName} · ${size('nl')}`, en: `${customerName} · ${size('en')}` },
      path: `/projects/${id}`,
    },
    collapseKey: `project_budget_${id}_${limit}`,
  });
}
