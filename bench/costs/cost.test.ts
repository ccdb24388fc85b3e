import { expect, test } from '@jest/globals';
import { costOf, NOTHING, times, total, usageOf, type Prices } from './cost.ts';

const PRICES: Prices = {
  retrieved: '2026-11-21',
  euroPerDollar: { value: 0.9, source: 'assumed' },
  firestore: { readsPer100k: 0.06, writesPer100k: 0.18, deletesPer100k: 0.02, gibMonth: 0.18, freePerDay: { reads: 50_000, writes: 20_000, deletes: 20_000 } },
  functions: { vcpuSecond: 0.000024, gibSecond: 0.0000025, requestsPerMillion: 0.4, freePerMonth: { vcpuSeconds: 180_000, gibSeconds: 360_000, requests: 2_000_000 } },
  tasks: { perMillion: 0.4, freePerMonth: 1_000_000 },
  network: { gib: 0.12, freeGibPerMonth: 10 },
  storage: { gibMonth: 0.02, classAPer1000: 0.005, classBPer1000: 0.0004 },
};
const KIB = 1024;

test('a flow is the sum of its steps, of what screens hear, and of what is sent', () => {
  const flow = { name: 'f', steps: { one: 2, 'a pdf': 1 }, heard: 7, tasks: 1, filesWritten: 1, filesRead: 2, documentBytes: 3 * KIB, fileBytes: 5 * KIB, assumes: '' };
  const usage = usageOf(flow, (step) => (step === 'one' ? { reads: 3, writes: 2, deletes: 1 } : { reads: 5, writes: 4, deletes: 0 }));
  expect(usage).toMatchObject({ reads: 18, writes: 8, deletes: 2, requests: 3, tasks: 2, filesWritten: 1, filesRead: 2 });
  // Two usual calls of 0.1 s with 0.5 GiB, a PDF of 0.6 s with 1 GiB.
  expect(usage.vcpuSeconds).toBeCloseTo(0.8);
  expect(usage.gibSeconds).toBeCloseTo(0.7);
  expect(usage.networkGib * 2 ** 20).toBeCloseTo(7 * 4 + 3 * 3 + 2 * 5);
});

test('prices apply to what is beyond the free quota, or to all', () => {
  const usage = { ...NOTHING, reads: 1_600_000, writes: 700_000, networkGib: 11 };
  const free = costOf(usage, PRICES, true);
  expect(free.firestore).toBeCloseTo(0.06 + 0.18);
  expect(free.rest).toBeCloseTo(0.12);
  expect(total(costOf(times(usage, 2), PRICES, false))).toBeCloseTo(2 * (16 * 0.06 + 7 * 0.18 + 11 * 0.12));
});
