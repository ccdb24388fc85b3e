import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { CurrencyCode } from '../../../platform/money.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer } from '../../customers/api.ts';
import { PriceMode } from '../../vat/api.ts';
import { BillingInput } from '../billing.ts';
import { assertDays } from '../invoicing.ts';
import { newProject } from '../new-project.ts';
import { Project, projectFields, Rates, taskInputs } from '../project.ts';

export const createProject = action({
  name: 'projects/create',
  summary: 'Begins a project for a customer: hourly, for a fixed price or on a retainer',
  permission: 'projects.write',
  input: z.object({
    customerId: Id,
    name: projectFields.name,
    billing: BillingInput,
    reference: projectFields.reference.default(null),
    notes: projectFields.notes.default(''),
    rates: projectFields.rates.default(() => Rates.parse({})),
    chargeStep: projectFields.chargeStep.default(1),
    tasks: taskInputs.default([]),
    vat: projectFields.vat.default('standard'),
    budget: projectFields.budget.default(null),
    // What is left out comes from the organisation.
    currency: CurrencyCode.optional(),
    priceMode: PriceMode.default('exclusive'),
  }),
  output: Project,
  hot: () => 'projects',
  async run({ input: { customerId, ...content }, org, clock, correlationId, tx }) {
    const [sender, receiver] = await Promise.all([organisation(tx, org), activeCustomer(tx, org, customerId)]);
    const currency = content.currency ?? sender.currency;
    assertDays(content.billing, sender);
    return newProject({ tx, org, clock, correlationId }, { customer: receiver, organisation: sender }, { ...content, currency, quoteId: null });
  },
});
