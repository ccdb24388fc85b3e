import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useStack } from '../../../../local/stack/jest.ts';
import { aCustomer } from '../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { type Action } from '../../platform/action.ts';
import { addDays, isoDate } from '../../platform/business-date.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { archiveCustomer } from '../customers/actions/archive-customer.ts';
import { updateCustomer } from '../customers/actions/update-customer.ts';
import { createRecurring } from './actions/create-recurring.ts';
import { pauseRecurring } from './actions/pause-recurring.ts';
import { updateRecurring } from './actions/update-recurring.ts';
import { type Invoice } from './invoice.ts';
import { recurringInvoices } from './recurring-job.ts';
import { periodAt, periodStart, Rhythm, type RecurringInvoice } from './recurring.ts';

describe('periods', () => {
  test.each([
    ['weekly', '2026-12-28', ['2026-12-28', '2027-01-04', '2027-01-11']],
    ['monthly', '2026-01-31', ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
    ['quarterly', '2026-11-30', ['2026-11-30', '2027-02-28', '2027-05-30']],
    ['yearly', '2028-02-29', ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
  ] as const)('%s from %s', (rhythm, startOn, days) => {
    expect(days.map((_, place) => periodStart({ rhythm, startOn: isoDate(startOn) }, place))).toEqual(days);
  });

  test('follow each other without a gap or an overlap', () => {
    const start = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(isoDate('2020-01-01'), days));
    fc.assert(
      fc.property(fc.constantFrom(...Rhythm.options), start, fc.nat(120), (rhythm, startOn, place) => {
        const [here, next] = [periodAt({ rhythm, startOn }, place), periodAt({ rhythm, startOn }, place + 1)];
        expect(here.from <= here.to).toBe(true);
        expect(addDays(here.to, 1)).toBe(next.from);
      }),
      { seed: 20261121 },
    );
  });
});

describe('recurring invoices', () => {
  const stack = useStack({ functions: false });
  const at = (day: string, time = '11:00') => frozenClock(new Date(`${day}T${time}:00Z`));
  const begin = at('2026-01-30');

  let ours: BuiltOrganisation;
  let customerId: string;
  beforeEach(async () => {
    await stack().clear();
    ours = await anOrganisation({ clock: begin });
    customerId = (await aCustomer({ ...ours, clock: begin })).id;
  });

  const call = <R = RecurringInvoice>(action: Action, input: object, clock = begin) => callAs<R>(ours.owner, action, input, { orgId: ours.orgId, clock });
  const content = { lines: [{ description: 'Onderhoud dakgoot', quantity: '3', unitPrice: 4_337 }] };
  const recurring = (fields: object = {}) => call(createRecurring, { customerId, rhythm: 'monthly', startOn: '2026-01-31', mode: 'finalize', content, ...fields });
  const sweep = (day: string, time?: string) => recurringInvoices.run(at(day, time));
  const made = async () => {
    const { docs } = await database().collection(`orgs/${ours.orgId}/invoices`).get();
    return docs.map((doc) => doc.data() as Invoice).toSorted((a, b) => String(a.supplyDate).localeCompare(String(b.supplyDate)));
  };
  const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/recurringInvoices/${id}`).get()).data() as RecurringInvoice;

  test('are made on their day, once however many sweeps run', async () => {
    const { id } = await recurring();
    await sweep('2026-01-30');
    expect(await made()).toEqual([]);
    await Promise.all([sweep('2026-01-31'), sweep('2026-01-31'), sweep('2026-01-31')]);
    expect(await made()).toMatchObject([
      { status: 'open', number: '2026-0001', recurringId: id, supplyDate: '2026-01-31', period: { from: '2026-01-31', to: '2026-02-27' } },
    ]);
    expect(await stored(id)).toMatchObject({ done: 1, nextOn: '2026-02-28', status: 'active' });
  });

  test('that were missed are caught up, each period once', async () => {
    await recurring();
    await sweep('2026-05-15');
    await sweep('2026-05-15', '11:01');
    expect((await made()).map(({ supplyDate, issueDate, number }) => [supplyDate, issueDate, number])).toEqual([
      ['2026-01-31', '2026-05-15', '2026-0001'],
      ['2026-02-28', '2026-05-15', '2026-0002'],
      ['2026-03-31', '2026-05-15', '2026-0003'],
      ['2026-04-30', '2026-05-15', '2026-0004'],
    ]);
  });

  test('end on their last day', async () => {
    const { id } = await recurring({ endOn: '2026-02-28' });
    await sweep('2026-12-01');
    expect(await made()).toHaveLength(2);
    expect(await stored(id)).toMatchObject({ status: 'ended', nextAt: null });
    await expect(call(updateRecurring, { recurringId: id, mode: 'draft' })).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('end after so many times, counted from the first', async () => {
    const { id, endOn } = await recurring({ times: 3 });
    expect(endOn).toBe('2026-03-31');
    await sweep('2026-02-28');
    expect(await call(updateRecurring, { recurringId: id, times: 4 })).toMatchObject({ endOn: '2026-04-30' });
    expect(await call(updateRecurring, { recurringId: id, times: null })).toMatchObject({ endOn: null });
    expect(await call(updateRecurring, { recurringId: id, times: 3, mode: 'draft' })).toMatchObject({ endOn: '2026-03-31' });
    await sweep('2026-12-01');
    expect((await made()).map(({ supplyDate }) => supplyDate)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
    expect(await stored(id)).toMatchObject({ status: 'ended', nextAt: null });
  });

  test('say what is wrong in the language of the organisation', async () => {
    ours = await anOrganisation({ clock: begin, settings: { language: 'en' } });
    customerId = (await aCustomer({ ...ours, clock: begin })).id;
    const { id } = await recurring();
    await call(updateCustomer, { customerId, address: null });
    await sweep('2026-01-31');
    expect(await stored(id)).toMatchObject({ problem: 'Add the address of the customer first.' });
  });

  test('that are paused skip what begins meanwhile', async () => {
    const { id } = await recurring();
    await sweep('2026-01-31');
    await call(pauseRecurring, { recurringId: id, paused: true }, at('2026-02-10'));
    await sweep('2026-04-15');
    await call(pauseRecurring, { recurringId: id, paused: false }, at('2026-04-15'));
    await sweep('2026-05-01');
    expect((await made()).map(({ supplyDate }) => supplyDate)).toEqual(['2026-01-31', '2026-04-30']);
  });

  test('bill what they say now, from the next period on', async () => {
    const { id } = await recurring();
    await sweep('2026-01-31');
    const dearer = { lines: [{ description: 'Onderhoud dakgoot', quantity: '3', unitPrice: 4_603 }] };
    await call(updateRecurring, { recurringId: id, content: dearer }, at('2026-02-10'));
    await sweep('2026-02-28');
    expect((await made()).map(({ totals }) => totals.net)).toEqual([13_011, 13_809]);
  });

  test('that cannot be issued become a draft with a word why; that cannot even be a draft are paused', async () => {
    const { id } = await recurring();
    const at28 = at('2026-01-31', '08:00');
    await call(updateCustomer, { customerId, address: null }, at28);
    await sweep('2026-01-31');
    expect(await made()).toMatchObject([{ status: 'draft', number: null }]);
    expect(await stored(id)).toMatchObject({ status: 'active', done: 1, problem: expect.stringContaining('adres') });
    await call(archiveCustomer, { customerId }, at28);
    await sweep('2026-02-28');
    expect(await made()).toHaveLength(1);
    expect(await stored(id)).toMatchObject({ status: 'paused', done: 1, nextAt: null, problem: expect.stringContaining('gearchiveerd') });
  });

  test.each([
    ['a start in the past', { startOn: '2026-01-29' }, 'startOn'],
    ['an end before the start', { endOn: '2026-01-30' }, 'endOn'],
    ['an end after no times', { times: 0 }, 'times'],
    ['both ends at once', { endOn: '2026-05-01', times: 3 }, 'times'],
    ['no lines', { content: { lines: [] } }, 'content.lines'],
    ['a rhythm that is none', { rhythm: 'daily' }, 'rhythm'],
    ['a discount of more than the lines', { content: { ...content, discount: { amount: 99_999 } } }, 'discount'],
  ])('refuse %s', async (_, fields, path) => {
    await expect(recurring(fields)).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path }] });
  });
});
