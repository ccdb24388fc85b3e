import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { isoDate } from '../../platform/business-date.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { reader } from '../../platform/tx.ts';
import { rateBefore } from './api.ts';
import { fetchRates, ratesJob } from './fetch-rates.ts';
import { tablesIn } from './providers/ecb/tables.ts';

const stack = useStack({ functions: false, world: true });
beforeEach(() => stack().clear());

const tables = async () => (await database().collection('exchangeRates').get()).docs.map(({ id }) => id);
const requests = () => stack().world.requests('ecb');

describe('the bank\'s file', () => {
  const file = (cubes: string) =>
    `<?xml version="1.0"?><gesmes:Envelope xmlns:gesmes="g" xmlns="e"><gesmes:subject>Reference rates</gesmes:subject><Cube>${cubes}</Cube></gesmes:Envelope>`;

  test('gives rates as they are printed', async () => {
    const xml = file("<Cube time='2026-03-06'><Cube currency='USD' rate='1.0840'/><Cube currency='JPY' rate='161.05'/></Cube>");
    expect(await tablesIn(xml)).toEqual([{ date: '2026-03-06', rates: { USD: '1.0840', JPY: '161.05' } }]);
  });

  test.each([
    ['another page', '<html><body>Maintenance</body></html>'],
    ['no tables', file('')],
    ['a day without rates', file("<Cube time='2026-03-06'></Cube>")],
    ['a day that does not exist', file("<Cube time='2026-02-30'><Cube currency='USD' rate='1.08'/></Cube>")],
    ['a rate of nothing', file("<Cube time='2026-03-06'><Cube currency='USD' rate='0'/></Cube>")],
    ['a rate with a comma', file("<Cube time='2026-03-06'><Cube currency='USD' rate='1,08'/></Cube>")],
  ])('is refused when it is %s', async (_, xml) => {
    await expect(tablesIn(xml)).rejects.toThrow();
  });
});

test('the first time ninety days come in, after that one table a day; each is kept as it was', async () => {
  const now = new Date();
  expect((await fetchRates(frozenClock(now))).kept).toBeGreaterThan(50);
  const first = await tables();
  expect(await fetchRates(frozenClock(now))).toEqual({ kept: 0 });
  expect(await tables()).toEqual(first);
  expect((await requests()).map(({ path }) => path)).toEqual([
    '/ecb/stats/eurofxref/eurofxref-hist-90d.xml',
    '/ecb/stats/eurofxref/eurofxref-daily.xml',
  ]);
});

test('the sweep asks once an hour', async () => {
  const now = Date.now();
  for (const minutes of [0, 1, 2, 59]) await ratesJob.run(frozenClock(new Date(now + minutes * 60_000)));
  expect(await requests()).toHaveLength(1);
  await ratesJob.run(frozenClock(new Date(now + 61 * 60_000)));
  expect(await requests()).toHaveLength(2);
});

test('as long as the bank does not answer the sweep asks every minute, and every hour again once it did', async () => {
  const now = Date.now();
  const sweep = (seconds: number) => ratesJob.run(frozenClock(new Date(now + seconds * 1_000)));
  await stack().world.addFaults({ service: 'ecb', times: 1, action: { type: 'status', status: 503 } });
  await expect(sweep(0)).rejects.toThrow();
  await sweep(20);
  expect(await tables()).toEqual([]);
  await sweep(60);
  expect((await tables()).length).toBeGreaterThan(50);
  const asked = (await requests()).length;
  await sweep(600);
  expect(await requests()).toHaveLength(asked);
});

test('a document gets the last rate published before its day, and none that is old', async () => {
  for (const [date, USD] of [['2026-03-05', '1.0811'], ['2026-03-06', '1.0842'], ['2026-03-09', '1.0907']]) {
    await database().doc(`exchangeRates/${date}`).set({ date, rates: { USD }, fetchedAt: new Date() });
  }
  // A Monday looks back over the weekend.
  expect(await rateBefore(reader, 'USD', isoDate('2026-03-09'))).toEqual({ rate: '1.0842', date: '2026-03-06', source: 'ECB' });
  expect(await rateBefore(reader, 'USD', isoDate('2026-03-10'))).toMatchObject({ rate: '1.0907' });
  await expect(rateBefore(reader, 'USD', isoDate('2026-04-01'))).rejects.toMatchObject({ code: 'provider-unavailable' });
  await expect(rateBefore(reader, 'XAF', isoDate('2026-03-10'))).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'currency' }] });
});
