import * as z from 'zod';
import { organisation } from '../domains/accounts/api.ts';
import { customer } from '../domains/customers/api.ts';
import { assertDays, type BillingInput, newProject, Project, projectFields, Rates } from '../domains/projects/api.ts';
import { markConverted, quoteById, type Quote } from '../domains/quotes/api.ts';
import { groupId } from '../domains/vat/api.ts';
import { action } from '../platform/action.ts';
import { IsoDate } from '../platform/business-date.ts';
import { invalidField } from '../platform/errors.ts';
import { Id, newId } from '../platform/ids.ts';
import { addMinor, allocate, BasisPoints, sumMinor, type Minor } from '../platform/money.ts';
import { shortText } from '../platform/text.ts';

const Share = z.strictObject({ description: shortText(200), percentBp: BasisPoints.min(1), dueOn: IsoDate.nullable().default(null) });

export const createProjectFromQuote = action({
  name: 'projects/create-from-quote',
  summary: 'Turns an accepted quote into a project, once: for its price in instalments, or hourly with its price as the budget',
  permission: 'projects.write',
  input: z.object({
    quoteId: Id,
    /** The subject of the quote unless told. */
    name: projectFields.name.optional(),
    billing: z.enum(['fixed', 'hourly']).default('fixed'),
    /** The instalments of a fixed price as shares of it; one for all of it unless told. */
    instalments: z.array(Share).min(1).max(60).optional(),
    rates: projectFields.rates.default(() => Rates.parse({})),
  }),
  output: Project,
  hot: () => 'projects',
  async run({ input, org, clock, correlationId, tx }) {
    const quote = await quoteById(tx, org, input.quoteId);
    const [sender, receiver] = await Promise.all([organisation(tx, org), customer(tx, org, quote.customerId)]);
    const id = newId();
    markConverted(tx, org, quote, { projectId: id });
    const name = input.name ?? quote.subject ?? receiver.name;
    const billing = input.billing === 'hourly' ? ({ kind: 'hourly' } as const) : fixedPrice(quote, input.instalments ?? [{ description: name, percentBp: 10_000, dueOn: null }]);
    const { currency, priceMode, id: quoteId } = quote;
    const amount = priceOf(quote).reduce((all, { amount }) => addMinor(all, amount), sumMinor([]));
    const budget = input.billing === 'hourly' && amount > 0 ? { minutes: null, amount, alertAtBp: 10_000 } : null;
    const content = { id, name, billing, currency, priceMode, quoteId, budget, rates: input.rates, tasks: [], reference: null, notes: '', vat: 'standard', chargeStep: 1 } as const;
    assertDays(billing, sender, '');
    return newProject({ tx, org, clock, correlationId }, { customer: receiver, organisation: sender }, { ...content, tasks: [] });
  },
});

/** What a quote comes to under each kind of VAT, in its price mode, after discounts. */
function priceOf(quote: Quote): { amount: Minor; group: Quote['vat'][number] }[] {
  return quote.vat.map((group) => ({ group, amount: quote.priceMode === 'exclusive' ? group.base : addMinor(group.base, group.vat) }));
}

/** Every kind of VAT is spread over the instalments by itself, so that they add up to the quote to the cent. */
function fixedPrice(quote: Quote, shares: readonly z.output<typeof Share>[]): BillingInput {
  const weights = shares.map(({ percentBp }) => percentBp);
  if (weights.reduce((all, share) => all + share, 0) !== 10_000) {
    throw invalidField('instalments', { en: 'The instalments are not 100 % together.', nl: 'De termijnen zijn samen geen 100 %.' });
  }
  const spread = priceOf(quote).map(({ amount, group }) => {
    const like = quote.lines.find((line) => line.chosen && groupId(line) === groupId(group));
    return { amounts: allocate(amount, weights), vat: like?.vat ?? 'standard', supply: like?.supply ?? 'services' } as const;
  });
  const instalments = shares.map(({ description, dueOn }, index) => ({
    description,
    dueOn,
    parts: spread.map(({ amounts, vat, supply }) => ({ amount: amounts[index] ?? sumMinor([]), vat, supply })).filter(({ amount }) => amount > 0),
  }));
  if (instalments.some(({ parts }) => parts.length === 0)) {
    throw invalidField('instalments', { en: 'An instalment would come to nothing.', nl: 'Een termijn zou op niets uitkomen.' });
  }
  return { kind: 'fixed', price: sumMinor(spread.flatMap(({ amounts }) => amounts)), instalments };
}
