import { newId } from '../../platform/ids.ts';
import { type Organisation } from '../accounts/api.ts';
import { type Customer } from '../customers/api.ts';
import { type Posting } from '../messages/api.ts';
import { type BillingInput, settledBilling } from './billing.ts';
import { beginning } from './invoicing.ts';
import { orderProjectSummary } from './order-summary.ts';
import { checkRates, settledTasks, type Project, type ProjectFacts } from './project.ts';
import { createProjectDocument } from './repo.ts';

type Given = Omit<ProjectFacts, 'id' | 'number' | 'customerId' | 'customerName' | 'billing' | 'tasks' | 'archivedAt' | 'invoicing' | 'nextPeriod' | 'invoiceAt' | 'invoicingProblem'> & {
  readonly id?: string;
  readonly billing: BillingInput;
  readonly tasks: Parameters<typeof settledTasks>[0];
};

interface Between {
  readonly customer: Pick<Customer, 'id' | 'name'>;
  readonly organisation: Pick<Organisation, 'timeZone' | 'createdAt'>;
}

/**
 * Writes a new project.
 * @throws AppError `invalid-input` naming the field
 */
export async function newProject(posting: Posting, { customer, organisation }: Between, given: Given): Promise<Project> {
  const { id = newId(), ...content } = given;
  const billing = settledBilling(content.billing, content.name, null);
  const parties = { customerId: customer.id, customerName: customer.name };
  const unscheduled = { ...content, id, ...parties, billing, tasks: settledTasks(content.tasks, []), archivedAt: null, invoicing: 'draft', nextPeriod: 0, invoicingProblem: null } as const;
  const facts = { ...unscheduled, ...beginning(unscheduled, organisation, posting.clock.now()) };
  checkRates(facts);
  orderProjectSummary(posting, id);
  return createProjectDocument(posting.tx, posting.org, facts);
}
