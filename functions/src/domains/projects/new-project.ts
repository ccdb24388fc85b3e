import { newId } from '../../platform/ids.ts';
import { type Customer } from '../customers/api.ts';
import { type Posting } from '../messages/api.ts';
import { type BillingInput, settledBilling } from './billing.ts';
import { orderProjectSummary } from './order-summary.ts';
import { checkRates, settledTasks, type Project, type ProjectFacts } from './project.ts';
import { createProjectDocument } from './repo.ts';

type Given = Omit<ProjectFacts, 'id' | 'number' | 'customerId' | 'customerName' | 'billing' | 'tasks' | 'archivedAt'> & {
  readonly id?: string;
  readonly billing: BillingInput;
  readonly tasks: Parameters<typeof settledTasks>[0];
};

/**
 * Writes a new project.
 * @throws AppError `invalid-input` naming the field
 */
export async function newProject(posting: Posting, customer: Pick<Customer, 'id' | 'name'>, given: Given): Promise<Project> {
  const { id = newId(), ...content } = given;
  const billing = settledBilling(content.billing, content.name, null);
  const facts = { ...content, id, customerId: customer.id, customerName: customer.name, billing, tasks: settledTasks(content.tasks, []), archivedAt: null };
  checkRates(facts);
  orderProjectSummary(posting, id);
  return createProjectDocument(posting.tx, posting.org, facts);
}
