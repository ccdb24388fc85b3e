import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aCustomer, aDraft, anInvoice, finalized, type InvoiceReply } from '../../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation, twoOrganisations } from '../../../../test/builders/organisation.ts';
import { callAs } from '../../../../test/support/call.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { database } from '../../../platform/firestore.ts';
import { updateOrganisation } from '../../../workflows/update-organisation.ts';
import { updateCustomer } from '../../customers/actions/update-customer.ts';
import { deleteInvoice } from '../../../workflows/delete-invoice.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { updateInvoice } from './update-invoice.ts';

const stack = useStack({ functions: false });
const noon = frozenClock(new Date('2026-03-07T11:00:00Z'));

let ours: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  ours = await anOrganisation({ clock: noon });
});

const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/invoices/${id}`).get()).data();
const outbox = async () => (await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', 'invoice-pdf').get()).docs;
const sequence = async () => (await database().doc(`orgs/${ours.orgId}/sequences/invoice-2026`).get()).get('last') as number | undefined;

describe('finalising', () => {
  test('gives the number, the dates and all that the law wants, and orders the PDF', async () => {
    const draft = await aDraft(ours, { clock: noon });
    expect(draft).toMatchObject({ status: 'draft', number: null, issueDate: null, seller: null });
    expect(draft.totals).toMatchObject({ net: 245_539, vat: 38_414, gross: 283_953 });

    const invoice = await finalized(ours, draft.id, noon);
    expect(invoice).toMatchObject({
      status: 'open',
      number: '2026-0001',
      issueDate: '2026-03-07',
      dueDate: '2026-03-21',
      supplyDate: '2026-03-07',
      seller: { name: 'Van Dijk Dakwerken B.V.', vatNumber: 'NL004495445B01', kvkNumber: '27312345' },
      buyer: { name: 'Bakkerij De Gouden Aar', address: { city: 'Utrecht' } },
      amounts: { paid: 0, credited: 0, writtenOff: 0, due: 283_953 },
    });
    const [order] = await outbox();
    expect(order?.data()).toMatchObject({ invoiceId: invoice.id, send: false });
  });

  test('each number once, no number for what fails, the year of the organisation\'s own calendar', async () => {
    // 23:30 UTC on 31 December is the new year in Amsterdam.
    const newYear = frozenClock(new Date('2026-12-31T23:30:00Z'));
    const first = await anInvoice(ours, { clock: noon });
    const draft = await aDraft(ours, { clock: noon, customer: { email: null } });
    await expect(callAs(ours.owner, finalizeInvoice, { invoiceId: draft.id, send: true }, { orgId: ours.orgId, clock: noon })).rejects.toMatchObject({
      code: 'wrong-state',
      data: { missing: 'customer.email' },
    });
    const second = await finalized(ours, draft.id, noon);
    const third = await anInvoice(ours, { clock: newYear });
    expect([first.number, second.number, third.number]).toEqual(['2026-0001', '2026-0002', '2027-0001']);
    expect(third.issueDate).toBe('2027-01-01');
  });

  test('a second time is refused, and writes nothing', async () => {
    const invoice = await anInvoice(ours, { clock: noon });
    await expect(finalized(ours, invoice.id, noon)).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await sequence()).toBe(1);
    expect(await outbox()).toHaveLength(1);
  });

  test('many at once get consecutive numbers that rise with the date; another organisation is untouched', async () => {
    const { id: customerId } = await aCustomer({ ...ours, clock: noon });
    const drafts = await Promise.all(Array.from({ length: 30 }, () => aDraft(ours, { customerId, clock: noon })));
    // Half of the calls began before midnight and half after; which commits first is anybody's guess.
    const evening = frozenClock(new Date('2026-03-07T22:59:59Z'));
    const morning = frozenClock(new Date('2026-03-07T23:00:01Z'));
    const invoices = await Promise.all(drafts.map(({ id }, index) => finalized(ours, id, index % 2 === 0 ? morning : evening)));
    const byNumber = invoices.toSorted((a, b) => String(a.number).localeCompare(String(b.number)));
    expect(byNumber.map(({ number }) => number)).toEqual(drafts.map((_, index) => `2026-${String(index + 1).padStart(4, '0')}`));
    const dates = byNumber.map(({ issueDate }) => String(issueDate));
    expect(dates).toEqual(dates.toSorted((a, b) => a.localeCompare(b)));

    const theirs = await anOrganisation({ settings: { name: 'De Concurrent B.V.', email: 'info@concurrent.example' }, clock: noon });
    expect((await anInvoice(theirs, { clock: noon })).number).toBe('2026-0001');
  });

  test('what it was made from may change; the invoice does not', async () => {
    const invoice = await anInvoice(ours, { clock: noon });
    const before = await stored(invoice.id);
    const at = { orgId: ours.orgId, clock: noon };
    await callAs(ours.owner, updateOrganisation, { name: 'Van Dijk Daken B.V.', numbering: { invoice: 'F{year}-{seq:4}', creditNote: 'CN{year}-{seq:4}', quote: 'Q{year}-{seq:4}', order: 'ORD-{seq:4}' } }, at);
    await callAs(ours.owner, updateCustomer, { customerId: invoice.customerId, name: 'Bakkerij De Zilveren Aar' }, at);
    expect(await stored(invoice.id)).toEqual(before);
    expect((await anInvoice(ours, { customerId: invoice.customerId, clock: noon })).number).toBe('F2026-0002');
  });

  test('what an instance remembers of a draft is only a guess: the customer and the format of today count', async () => {
    const draft = await aDraft(ours, { clock: noon });
    const other = await aCustomer({ ...ours, clock: noon }, { name: 'Slagerij Het Scherpe Mes', vatNumber: null });
    await database().doc(`orgs/${ours.orgId}/invoices/${draft.id}`).update({ customerId: other.id });
    await database().doc(`orgs/${ours.orgId}`).update({ 'numbering.invoice': 'N{year}/{seq:3}' });
    expect(await finalized(ours, draft.id, noon)).toMatchObject({ number: 'N2026/001', buyer: { name: 'Slagerij Het Scherpe Mes' } });
  });

  test('asks for what the law wants before it takes a number', async () => {
    const nowhere = await aDraft(ours, { clock: noon, customer: { address: null } });
    await expect(finalized(ours, nowhere.id, noon)).rejects.toMatchObject({ data: { missing: 'customer.address' } });
    const other = await anOrganisation({ settings: { vatNumber: null }, clock: noon });
    const draft = await aDraft(other, { clock: noon });
    await expect(finalized(other, draft.id, noon)).rejects.toMatchObject({ data: { missing: 'organisation.vatNumber' } });
    expect(await sequence()).toBeUndefined();
  });

  test.each(['2019-02-28', '2031-01-01'])('refuses %s as a day of supply', async (supplyDate) => {
    const draft = await aDraft(ours, { clock: noon, fields: { supplyDate } });
    await expect(finalized(ours, draft.id, noon)).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'supplyDate' }] });
  });
});

describe('the small-business scheme', () => {
  test('charges no VAT and says so, up to its limit; the sale that would cross it waits until the scheme is left', async () => {
    const small = await anOrganisation({ settings: { vatScheme: 'kor' }, clock: noon });
    const worth = (unitPrice: number) => ({ clock: noon, fields: { lines: [{ description: 'Portretfoto', quantity: '7', unitPrice }] } });
    const first = await anInvoice(small, worth(214_285));
    expect(first).toMatchObject({ totals: { net: 1_499_995, vat: 0 }, wording: [{ nl: expect.stringContaining('artikel 25 Wet OB') }], vat: [{ category: 'E' }] });
    const draft = await aDraft(small, worth(72_000));
    await expect(finalized(small, draft.id, noon)).rejects.toMatchObject({ code: 'wrong-state', data: { turnover: 1_499_995 } });
    expect((await anInvoice(small, worth(71_429))).number).toBe('2026-0002');
    await callAs(small.owner, updateOrganisation, { vatScheme: 'standard' }, { orgId: small.orgId, clock: noon });
    expect(await finalized(small, draft.id, noon)).toMatchObject({ number: '2026-0003', totals: { net: 504_000, vat: 105_840 } });
  });
});

describe('what is final stays', () => {
  test.each([
    ['updated', updateInvoice, { notes: 'toch anders' }],
    ['deleted', deleteInvoice, {}],
  ] as const)('it cannot be %s', async (_, action, fields) => {
    const invoice = await anInvoice(ours, { clock: noon });
    const before = await stored(invoice.id);
    const call = callAs(ours.owner, action, { invoiceId: invoice.id, ...fields }, { orgId: ours.orgId, clock: noon });
    await expect(call).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await stored(invoice.id)).toEqual(before);
  });

  test('another organisation finds no such invoice', async () => {
    const [first, second] = await twoOrganisations({ clock: noon });
    const draft = await aDraft(first, { clock: noon });
    for (const invoiceId of [draft.id, 'NoSuchInvoice']) {
      const call = callAs<InvoiceReply>(second.owner, finalizeInvoice, { invoiceId }, { orgId: second.orgId });
      await expect(call).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});
