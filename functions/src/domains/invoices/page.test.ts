import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice } from '../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { type Action } from '../../platform/action.ts';
import { frozenClock, type Clock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { signLink } from '../../platform/link-token.ts';
import { minor } from '../../platform/money.ts';
import { type PageReply, type PageRequest } from '../../platform/pages.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
import { viewInvoice } from './actions/view-invoice.ts';
import { invoicePage } from './page.ts';
import { applyPayments } from './settlement.ts';

const stack = useStack({ functions: false });
const noon = frozenClock(new Date('2026-03-07T11:00:00Z'));
// The page only passes the action on; which one it is, is the registry's business.
const page = invoicePage(viewInvoice);

let ours: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  ours = await anOrganisation({ clock: noon });
});

const tokenFor = (documentId: string, link: 'invoice' | 'quote' = 'invoice') =>
  signLink({ link, orgId: ours.orgId, documentId, expiresAt: new Date('2026-06-01T00:00:00Z') });

function visit(token: string, query: Record<string, string> = {}, clock: Clock = noon): Promise<PageReply> {
  const act = (action: Action, input: object = {}) => callAs<unknown>(undefined, action, input, { token, clock });
  const request: PageRequest = { token, form: {}, query, language: 'en', clock, act };
  return page.get['']?.(request) ?? Promise.reject(new Error('no page'));
}

const bodyOf = (reply: PageReply) => ('body' in reply ? reply.body.markup : '');

test('shows the invoice in its own language, with a button for what is due', async () => {
  const { id } = await anInvoice(ours, { clock: noon });
  const body = bodyOf(await visit(tokenFor(id)));
  for (const text of ['Factuur 2026-0001', 'Dakraam geplaatst', '26,5 m²', '€&nbsp;2.839,53', 'Btw 21%', 'Btw 9%', '21 maart 2026']) {
    expect(body.replaceAll('\u00a0', '&nbsp;')).toContain(text);
  }
  expect(body).toContain(`action="${process.env['API_URL']}/public/invoice/${tokenFor(id)}/pay"`);
});

test('never says paid before it is', async () => {
  const { id } = await anInvoice(ours, { clock: noon });
  const back = await visit(tokenFor(id), { payment: 'returned' });
  expect(bodyOf(back)).toContain('Zodra je bank de betaling bevestigt');
  expect(bodyOf(back)).not.toContain('is betaald. Bedankt');
  await transact(noon, (tx) => applyPayments({ tx, org: Tenant.verified(ours.orgId), clock: noon }, id, [{ at: noon.now(), amount: minor(283_953) }]));
  const paid = bodyOf(await visit(tokenFor(id), { payment: 'returned' }));
  expect(paid).toContain('Deze factuur is betaald. Bedankt!');
  expect(paid).not.toContain('/pay"');
});

test('a link opens one invoice, for a time, and no other kind of document', async () => {
  const { id } = await anInvoice(ours, { clock: noon });
  await expect(visit(tokenFor(id, 'quote'))).rejects.toMatchObject({ code: 'not-found' });
  await expect(visit(`${tokenFor(id)}x`)).rejects.toMatchObject({ code: 'not-found' });
  await expect(visit(tokenFor(id), {}, frozenClock(new Date('2026-07-01T00:00:00Z')))).rejects.toMatchObject({ code: 'expired' });
});

test('what a customer wrote is text, never markup', async () => {
  const fields = { lines: [{ description: '<img src=x onerror=alert(1)>', quantity: '7', unitPrice: 1_337 }] };
  const { id } = await anInvoice(ours, { clock: noon, fields });
  expect(bodyOf(await visit(tokenFor(id)))).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('looking at it writes nothing', async () => {
  const { id } = await anInvoice(ours, { clock: noon });
  const before = await database().collection(`orgs/${ours.orgId}/audit`).count().get();
  await visit(tokenFor(id));
  expect((await database().collection(`orgs/${ours.orgId}/audit`).count().get()).data()).toEqual(before.data());
});
