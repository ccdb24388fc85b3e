import { organisation, type Organisation } from '../domains/accounts/api.ts';
import { customer, type Customer } from '../domains/customers/api.ts';
import { createDraft, deductible, newDraft, openDeposits, type Invoice } from '../domains/invoices/api.ts';
import { type Posting } from '../domains/messages/api.ts';
import { claimInstalments, claimPeriod, line, orderProjectSummary, type Project } from '../domains/projects/api.ts';
import { businessDate, type IsoDate } from '../platform/business-date.ts';
import { newId } from '../platform/ids.ts';

/** Who invoices whom. */
export interface Parties {
  readonly organisation: Organisation;
  readonly customer: Customer;
}

export async function partiesOf({ tx, org }: Posting, { customerId }: Project): Promise<Parties> {
  const [sender, receiver] = await Promise.all([organisation(tx, org), customer(tx, org, customerId)]);
  return { organisation: sender, customer: receiver };
}

/**
 * A draft of one period of a retainer, which is then taken.
 * @param from its first day; the first that is open when left out
 * @throws AppError `wrong-state` or `invalid-input`
 */
export async function draftPeriod(posting: Posting, project: Project, parties: Parties, from?: IsoDate): Promise<Invoice> {
  const { tx, org, clock } = posting;
  const invoiceId = newId();
  const today = businessDate(clock.now(), parties.organisation.timeZone);
  const { retainer, ...period } = await claimPeriod({ tx, org, clock, today, invoiceId, from }, project);
  const { id: projectId, name, currency, priceMode, reference, vat, quoteId } = project;
  const lines = [line({ description: name, detail: null, quantity: '1', unit: 'LS', unitPrice: retainer.amount, vat, supply: 'services' })];
  const content = { lines, currency, priceMode, reference: reference ?? undefined, projectId, quoteId, period, supplyDate: period.from };
  orderProjectSummary(posting, projectId);
  return createDraft(tx, org, newDraft(invoiceId, { ...parties, clock }, content));
}

/**
 * A draft of instalments of a fixed price, which are then taken; the last deducts the deposits on the quote.
 * @param wanted their ids; `null` for the first that is open
 * @throws AppError `wrong-state` or `invalid-input`
 */
export async function draftInstalments(posting: Posting, project: Project, parties: Parties, wanted: readonly string[] | null): Promise<{ draft: Invoice; project: Project }> {
  const { tx, org, clock } = posting;
  const id = newId();
  const { lines, last, project: after } = claimInstalments(tx, org, project, wanted, id);
  const { id: projectId, customerId, quoteId, currency, priceMode, reference } = project;
  const open = last && quoteId !== null ? await openDeposits(tx, org, quoteId) : [];
  const deposits = await deductible(tx, org, { id, customerId, currency }, open);
  const content = { lines, currency, priceMode, reference: reference ?? undefined, projectId, quoteId, deposits };
  orderProjectSummary(posting, projectId);
  return { draft: createDraft(tx, org, newDraft(id, { ...parties, clock }, content)), project: after };
}
