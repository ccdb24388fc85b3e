import { randomUUID } from 'node:crypto';
import { catchUp } from '../domains/invoices/api.ts';
import { projectsDue } from '../domains/projects/api.ts';
import { type Clock } from '../platform/clock.ts';
import { invokeAsSystem } from '../platform/invoke.ts';
import { log } from '../platform/log.ts';
import { type SweepJob } from '../platform/sweep-job.ts';
import { type Tenant } from '../platform/tenancy.ts';
import { invoiceDue } from './invoice-due.ts';

const BATCH = 200;

/** Invoices periods of retainers, and instalments on their day, also those missed while nothing ran; each once. */
export const projectInvoices: SweepJob = {
  name: 'projects/invoices',
  async run(clock) {
    for (const { org, projectId } of await projectsDue(clock.now(), BATCH)) {
      try {
        await invoiceAll(org, projectId, clock);
      } catch (thrown) {
        log.error('sweep.item-failed', thrown, { job: 'project-invoices', projectId });
      }
    }
  },
};

function invoiceAll(org: Tenant, projectId: string, clock: Clock): Promise<void> {
  return catchUp(async ({ problem, giveUp }) => {
    const input = { projectId, problem, giveUp };
    const reply = await invokeAsSystem(invoiceDue, { org, job: 'project-invoices', input, clock, correlationId: randomUUID() });
    return (reply as { readonly more: boolean }).more;
  });
}
