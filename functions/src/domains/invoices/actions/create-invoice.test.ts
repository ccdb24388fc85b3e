import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aCustomer, aDraft, someLines, type InvoiceReply } from '../../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { callAs } from '../../../../test/support/call.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { database } from '../../../platform/firestore.ts';
import { archiveCustomer } from '../../customers/actions/archive-customer.ts';
import { createInvoice } from './create-invoice.ts';
import { deleteInvoice } from '../../../workflows/delete-invoice.ts';
import { updateInvoice } from './update-invoice.ts';

const stack = useStack({ functions: false });
const noon = frozenClock(new Date('2026-03-07T11:00:00Z'));

let ours: BuiltOrganisation;
let customerId: string;
beforeEach(async () => {
  await stack().clear();
  ours = await anOrganisation({ clock: noon });
  customerId = (await aCustomer({ ...ours, clock: noon })).id;
});

const create = (fields: object) => callAs<InvoiceReply>(ours.owner, createInvoice, { customerId, lines: someLines, ...fields }, { orgId: ours.orgId, clock: noon });
const update = (invoiceId: string, fields: object) => callAs<InvoiceReply>(ours.owner, updateInvoice, { invoiceId, ...fields }, { orgId: ours.orgId, clock: noon });
const drafts = async () => (await database().collection(`orgs/${ours.orgId}/invoices`).get()).size;
const line = (fields: object) => ({ lines: [{ description: 'Dakraam', quantity: '3', unitPrice: 48_995, ...fields }] });

describe('a draft', () => {
  test('takes its terms from the customer and the organisation', async () => {
    const patient = await aCustomer({ ...ours, clock: noon }, { language: 'en', paymentDays: 45, eInvoice: { profile: 'nlcius', buyerReference: 'KP-4471' } });
    expect(await create({ customerId: patient.id })).toMatchObject({ language: 'en', currency: 'EUR', priceMode: 'exclusive', paymentDays: 45, reference: 'KP-4471' });
    expect(await create({})).toMatchObject({ language: 'nl', paymentDays: 14, reference: null });
  });

  test('with prices including VAT comes back to the cent', async () => {
    const draft = await create({ priceMode: 'inclusive', lines: [{ description: 'Servies', quantity: '1', unitPrice: 50_000 }, { description: 'Koek', quantity: '7', unitPrice: 333, vat: 'reduced' }] });
    expect(draft.totals).toMatchObject({ gross: 52_331 });
    expect(draft.totals.net + draft.totals.vat).toBe(52_331);
  });

  test('can be changed and deleted; fields left out stay', async () => {
    const { id } = await create({ notes: 'Achterom', discount: { amount: 1_337 } });
    const changed = await update(id, line({ quantity: '2.5' }));
    expect(changed).toMatchObject({ notes: 'Achterom', discount: { amount: 1_337 }, totals: { lines: 122_488, discount: 1_337 } });
    expect(await update(id, { discount: null, notes: null })).toMatchObject({ notes: null, discount: null, totals: { discount: 0 } });
    await callAs(ours.owner, deleteInvoice, { invoiceId: id }, { orgId: ours.orgId, clock: noon });
    expect(await drafts()).toBe(0);
  });

  test('says why a line is taxed as it is', async () => {
    const french = await aCustomer({ ...ours, clock: noon }, { vatNumber: 'FR40303265045', address: { street: '12 Rue de la Paix', postalCode: '75002', city: 'Paris', country: 'FR' } });
    const draft = await create({ customerId: french.id });
    expect(draft).toMatchObject({
      lines: [{ category: 'AE', reason: 'eu-service' }, { category: 'AE', reason: 'eu-service' }],
      wording: [{ nl: expect.stringContaining('Btw verlegd') }],
      totals: { vat: 0 },
    });
  });

  test('is not made for a customer who is archived, or of somebody else', async () => {
    await callAs(ours.owner, archiveCustomer, { customerId }, { orgId: ours.orgId, clock: noon });
    await expect(create({})).rejects.toMatchObject({ code: 'wrong-state' });
    const theirs = await anOrganisation({ settings: { name: 'De Concurrent B.V.', email: 'info@concurrent.example' }, clock: noon });
    const stranger = await aCustomer({ ...theirs, clock: noon });
    for (const id of [stranger.id, 'NoSuchCustomer']) await expect(create({ customerId: id })).rejects.toMatchObject({ code: 'not-found' });
    expect(await drafts()).toBe(0);
  });
});

describe('what no invoice should hold', () => {
  test.each([
    ['a negative quantity', line({ quantity: '-3' }), 'lines.0.quantity'],
    ['a quantity of zero', line({ quantity: '0.000' }), 'lines.0.quantity'],
    ['an absurd quantity', line({ quantity: '12345678901' }), 'lines.0.quantity'],
    ['a quantity with seven decimals', line({ quantity: '0.1234567' }), 'lines.0.quantity'],
    ['a quantity as a number', line({ quantity: 3 }), 'lines.0.quantity'],
    ['a quantity in scientific notation', line({ quantity: '1e3' }), 'lines.0.quantity'],
    ['a price of 15 digits', line({ unitPrice: 123_456_789_012_345 }), 'lines.0.unitPrice'],
    ['a negative price', line({ unitPrice: -48_995 }), 'lines.0.unitPrice'],
    ['a fraction of a cent', line({ unitPrice: 489.95 }), 'lines.0.unitPrice'],
    ['a price as text', line({ unitPrice: '48995' }), 'lines.0.unitPrice'],
    ['a product beyond all money', line({ quantity: '999999999', unitPrice: 999_999_999_999 }), 'lines.0.quantity'],
    ['control characters', line({ description: 'Dakraam\u0007' }), 'lines.0.description'],
    ['a right-to-left override', line({ description: 'Dakraam \u202etaarkad' }), 'lines.0.description'],
    ['a description of nothing but spaces', line({ description: '   ' }), 'lines.0.description'],
    ['half a character', line({ description: 'Dakraam \ud83d' }), 'lines.0.description'],
    ['an override in the notes', { notes: 'a\u2066b' }, 'notes'],
    ['a discount of more than the line', line({ discount: { amount: 146_986 } }), 'lines.0.discount'],
    ['a discount of more than everything', { discount: { amount: 245_540 } }, 'discount'],
    ['a discount of 101 %', line({ discount: { percentBp: 10_100 } }), 'lines.0.discount.percentBp'],
    ['a discount of two kinds', line({ discount: { percentBp: 750, amount: 100 } }), 'lines.0.discount'],
    ['no lines', { lines: [] }, 'lines'],
    ['501 lines', { lines: Array.from({ length: 501 }, () => someLines[0]) }, 'lines'],
    ['a field that is not known', line({ total: 12_345 }), 'lines.0.total'],
    ['a currency that is none', { currency: 'EURO' }, 'currency'],
    ['a day that does not exist', { supplyDate: '2026-02-30' }, 'supplyDate'],
    ['a day before there were rates', { supplyDate: '1999-05-04' }, 'supplyDate'],
    ['a period that ends before it begins', { period: { from: '2026-03-31', to: '2026-03-01' } }, 'period.to'],
    ['payment after two years', { paymentDays: 730 }, 'paymentDays'],
    ['a shifted VAT without a VAT number', { customerId: 'private', lines: line({ vat: 'reverse-charge' }).lines }, 'lines.0.vat'],
  ])('%s', async (_, fields: Record<string, unknown>, path) => {
    if (fields['customerId'] === 'private') fields['customerId'] = (await aCustomer({ ...ours, clock: noon }, { kind: 'private', vatNumber: null })).id;
    await expect(create(fields)).rejects.toMatchObject({ code: 'invalid-input', issues: expect.arrayContaining([expect.objectContaining({ path })]) });
    expect(await drafts()).toBe(0);
  });

  test('a change is refused as a whole', async () => {
    const { id } = await aDraft(ours, { clock: noon, customerId });
    const before = (await database().doc(`orgs/${ours.orgId}/invoices/${id}`).get()).data();
    await expect(update(id, { notes: 'nieuw', ...line({ quantity: '-1' }) })).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await database().doc(`orgs/${ours.orgId}/invoices/${id}`).get()).data()).toEqual(before);
  });
});
