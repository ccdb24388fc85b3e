import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { finalized, type InvoiceReply } from '../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../test/builders/organisation.ts';
import { anAcceptedQuote, aSentQuote } from '../../test/builders/quote.ts';
import { callAs } from '../../test/support/call.ts';
import { type Action } from '../platform/action.ts';
import { frozenClock } from '../platform/clock.ts';
import { database } from '../platform/firestore.ts';
import { convertQuote } from './convert-quote.ts';
import { createProjectFromQuote } from './create-project-from-quote.ts';
import { deleteProject } from './delete-project.ts';
import { invoiceDeposit } from './invoice-deposit.ts';
import { invoiceInstalment } from './invoice-instalment.ts';

const stack = useStack({ functions: false });
const noon = frozenClock(new Date('2026-03-07T11:00:00Z'));

let ours: BuiltOrganisation & { clock: typeof noon };
beforeEach(async () => {
  await stack().clear();
  ours = { ...(await anOrganisation({ clock: noon })), clock: noon };
});

interface ProjectReply {
  readonly id: string;
  readonly customerId: string;
  readonly billing: { readonly price: number; readonly instalments: readonly { readonly parts: readonly { readonly amount: number; readonly vat: string }[] }[] };
  readonly budget: { readonly amount: number } | null;
}
const call = <Reply = InvoiceReply>(action: Action, input: object) => callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId, clock: noon });
const shares = [
  { description: 'Bij opdracht', percentBp: 3_333 },
  { description: 'Halverwege', percentBp: 3_333 },
  { description: 'Bij oplevering', percentBp: 3_334 },
];

test('a quote becomes a fixed price whose instalments add up to it under each kind of VAT', async () => {
  const quote = await anAcceptedQuote(ours);
  const project = await call<ProjectReply>(createProjectFromQuote, { quoteId: quote.id, instalments: shares });
  expect(project).toMatchObject({ quoteId: quote.id, customerId: quote.customerId, billing: { kind: 'fixed', price: quote.totals.net } });
  expect(project.billing.instalments.map(({ parts }) => parts.map(({ vat }) => vat))).toEqual(shares.map(() => ['standard', 'reduced']));
  const invoices = [];
  for (const _ of shares) invoices.push(await call(invoiceInstalment, { projectId: project.id }));
  expect(invoices.reduce((total, { totals }) => total + totals.net, 0)).toBe(quote.totals.net);
  expect(invoices[0]).toMatchObject({ projectId: project.id, quoteId: quote.id });
  expect((await database().doc(`orgs/${ours.orgId}/quotes/${quote.id}`).get()).data()).toMatchObject({ status: 'converted', projectId: project.id });
  await expect(call(deleteProject, { projectId: project.id })).rejects.toMatchObject({ code: 'wrong-state' });
});

test('prices with VAT come back to the cent', async () => {
  const quote = await anAcceptedQuote(ours, { priceMode: 'inclusive' });
  const { id: projectId } = await call<ProjectReply>(createProjectFromQuote, { quoteId: quote.id, instalments: shares });
  let gross = 0;
  for (const _ of shares) gross += (await call(invoiceInstalment, { projectId })).totals.gross;
  expect(gross).toBe(quote.totals.gross);
});

test('the last instalment deducts the deposits on the quote', async () => {
  const quote = await anAcceptedQuote(ours);
  const deposit = await finalized(ours, (await call(invoiceDeposit, { quoteId: quote.id, deposit: { percentBp: 1_111 } })).id);
  const { id: projectId } = await call<ProjectReply>(createProjectFromQuote, { quoteId: quote.id });
  const last = await call(invoiceInstalment, { projectId });
  expect(last).toMatchObject({ purpose: 'final', deposits: [{ invoiceId: deposit.id }] });
  expect(last.totals.gross + deposit.totals.gross).toBe(quote.totals.gross);
});

test('worked by the hour, its price is the budget', async () => {
  const quote = await anAcceptedQuote(ours);
  const project = await call<ProjectReply>(createProjectFromQuote, { quoteId: quote.id, billing: 'hourly', rates: { standard: 8_735 } });
  expect(project).toMatchObject({ name: 'Bakkerij De Gouden Aar', billing: { kind: 'hourly' }, budget: { amount: quote.totals.net } });
});

test('it happens once, to a project or to an invoice, whatever is asked at once', async () => {
  const quote = await anAcceptedQuote(ours);
  const asked = [createProjectFromQuote, convertQuote, createProjectFromQuote, convertQuote, createProjectFromQuote];
  const results = await Promise.allSettled(asked.map((action) => call(action, { quoteId: quote.id })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const made = await Promise.all(['projects', 'invoices'].map(async (name) => (await database().collection(`orgs/${ours.orgId}/${name}`).get()).size));
  expect(made[0]).toBe(1 - (made[1] ?? 0));
});

test('refuses a quote that was not accepted, and instalments that are not all of it', async () => {
  const sent = await aSentQuote(ours);
  await expect(call(createProjectFromQuote, { quoteId: sent.id })).rejects.toMatchObject({ code: 'wrong-state' });
  const quote = await anAcceptedQuote(ours);
  await expect(call(createProjectFromQuote, { quoteId: quote.id, instalments: shares.slice(1) })).rejects.toMatchObject({ issues: [{ path: 'instalments' }] });
  await expect(call(createProjectFromQuote, { quoteId: quote.id, billing: 'hourly' })).rejects.toMatchObject({ issues: [{ path: 'rates.standard' }] });
});
