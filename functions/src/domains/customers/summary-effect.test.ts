import { beforeAll, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { aCustomer } from '../../../test/builders/customer.ts';
import { anInvoice, finalized, aDraft } from '../../../test/builders/invoice.ts';
import { twoOrganisations, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { aSentQuote, quoteToken } from '../../../test/builders/quote.ts';
import { callAs, callAsSystem } from '../../../test/support/call.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { minor } from '../../platform/money.ts';
import { effectTable, performOutbox } from '../../platform/outbox.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
import { creditInvoice } from '../invoices/actions/credit-invoice.ts';
import { markOverdue } from '../invoices/actions/mark-overdue.ts';
import { applyPayments } from '../invoices/api.ts';
import { invoiceFigures } from '../invoices/customer-figures.ts';
import { acceptQuote } from '../quotes/actions/accept-quote.ts';
import { quoteFigures } from '../quotes/customer-figures.ts';
import { customerSummaryEffect } from './summary-effect.ts';

useStack({ functions: false });
let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
beforeAll(async () => {
  [ours, theirs] = await twoOrganisations();
});

const effects = effectTable([customerSummaryEffect([quoteFigures, invoiceFigures])]);
const now = () => frozenClock(new Date());

/** Performs every open order of a summary: all at once, each twice, as a busy day may. */
async function computeAll(): Promise<void> {
  const { docs } = await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', 'customer-summary').get();
  const open = docs.filter((doc) => doc.get('delivery.state') !== 'SUCCESS');
  await Promise.all([...open, ...open].map((doc) => performOutbox(effects, ours.orgId, doc.id, now())));
}

async function summary(customerId: string) {
  await computeAll();
  return (await database().doc(`orgs/${ours.orgId}/customerSummaries/${customerId}`).get()).data();
}

const counts = (given: object) => ({ openQuotes: 0, acceptedQuotes: 0, openInvoices: 0, overdueInvoices: 0, creditNotes: 0, ...given });
const pay = (invoiceId: string, amount: number) =>
  transact(now(), (tx) => applyPayments({ tx, org: Tenant.verified(ours.orgId), clock: now() }, invoiceId, [{ at: now().now(), amount: minor(amount) }]));

test('it follows quotes, invoices, payments and credit notes', async () => {
  const { id: customerId } = await aCustomer(ours);
  const quote = await aSentQuote(ours, { customerId });
  expect(await summary(customerId)).toMatchObject({ counts: counts({ openQuotes: 1 }), balances: [] });
  await callAs(undefined, acceptQuote, { name: 'Fenna' }, { token: quoteToken(ours, quote) });
  expect(await summary(customerId)).toMatchObject({ counts: counts({ acceptedQuotes: 1 }) });

  const [first, second] = [await anInvoice(ours, { customerId }), await anInvoice(ours, { customerId })];
  const { gross } = first.totals;
  expect(await summary(customerId)).toMatchObject({
    counts: counts({ acceptedQuotes: 1, openInvoices: 2 }),
    balances: [{ currency: 'EUR', open: 2 * gross, overdue: 0, credit: 0 }],
  });

  await pay(first.id, 10_007);
  const late = frozenClock(new Date(Date.now() + 40 * 86_400_000));
  await callAsSystem(ours.orgId, markOverdue, { invoiceId: second.id }, { clock: late });
  expect(await summary(customerId)).toMatchObject({
    counts: counts({ acceptedQuotes: 1, openInvoices: 2, overdueInvoices: 1 }),
    balances: [{ open: 2 * gross - 10_007, overdue: gross, credit: 0 }],
  });

  await callAs(ours.owner, creditInvoice, { invoiceId: first.id }, { orgId: ours.orgId });
  const after = await summary(customerId);
  expect(after).toMatchObject({ counts: counts({ acceptedQuotes: 1, openInvoices: 1, overdueInvoices: 1, creditNotes: 1 }), balances: [{ open: gross, overdue: gross, credit: 10_007 }] });
  expect(after?.['creditNotes']).toMatchObject([{ gross: -gross, currency: 'EUR' }]);
});

test('twelve invoices of one customer finalised at once come to their exact sum, in two currencies', async () => {
  const { id: customerId } = await aCustomer(ours);
  const other = await aCustomer(theirs);
  await anInvoice(theirs, { customerId: other.id });
  const drafts = await Promise.all(Array.from({ length: 12 }, (_, index) => aDraft(ours, { customerId, fields: index % 3 === 0 ? { currency: 'USD' } : {} })));
  const settled = await Promise.allSettled(drafts.map(({ id }) => finalized(ours, id)));
  const issued = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const sum = (currency: string) => issued.filter((invoice) => invoice['currency'] === currency).reduce((total, { amounts }) => total + amounts.due, 0);
  const expected = ['EUR', 'USD'].flatMap((currency) => (sum(currency) === 0 ? [] : [{ currency, open: sum(currency), overdue: 0, credit: 0 }]));
  expect(expected.length).toBeGreaterThan(0);
  expect(await summary(customerId)).toMatchObject({ counts: counts({ openInvoices: issued.length }), balances: expected });
  expect((await database().collection(`orgs/${theirs.orgId}/customerSummaries`).get()).size).toBe(0);
});
