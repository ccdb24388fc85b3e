import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { paginate, type Flow, type PagePlan } from './paginate.ts';

/** What stands on a page, added up. */
function heightOf(plan: PagePlan, page: number, flow: Flow): number {
  const part = (heights: readonly number[], [from, to]: readonly [number, number]): number => heights.slice(from, to).reduce((sum, height) => sum + height, 0);
  const hasRows = plan.rows[1] > plan.rows[0];
  return (
    (page === 0 ? flow.head : flow.runningHead) +
    (hasRows ? flow.tableHeader : 0) +
    (plan.brought && hasRows ? flow.carried : 0) +
    (plan.carried ? flow.carried : 0) +
    part(flow.rows, plan.rows) +
    part(flow.closing, plan.closing)
  );
}

const heights = fc.record({
  head: fc.integer({ min: 200, max: 400 }),
  rows: fc.array(fc.integer({ min: 23, max: 330 }), { maxLength: 80 }),
  closing: fc.array(fc.integer({ min: 10, max: 300 }), { minLength: 1, maxLength: 8 }),
});
const flowOf = (each: Pick<Flow, 'head' | 'rows' | 'closing'>): Flow => ({ capacity: 730, runningHead: 34, tableHeader: 18, carried: 23, ...each });

describe('however high its parts are, a document', () => {
  test('never runs over the edge of a page', () => {
    fc.assert(
      fc.property(heights, (each) => {
        const flow = flowOf(each);
        paginate(flow).forEach((plan, page) => expect(heightOf(plan, page, flow)).toBeLessThanOrEqual(flow.capacity));
      }),
    );
  });

  test('has every row and every block once, in order', () => {
    fc.assert(
      fc.property(heights, (each) => {
        const flow = flowOf(each);
        const plans = paginate(flow);
        const range = ([from, to]: readonly [number, number]): number[] => Array.from({ length: to - from }, (_, index) => from + index);
        expect(plans.flatMap(({ rows }) => range(rows))).toEqual(flow.rows.map((_, index) => index));
        expect(plans.flatMap(({ closing }) => range(closing))).toEqual(flow.closing.map((_, index) => index));
      }),
    );
  });

  test('carries an amount exactly where the next page brings it', () => {
    fc.assert(
      fc.property(heights, (each) => {
        const plans = paginate(flowOf(each));
        plans.forEach((plan, page) => {
          const next = plans[page + 1];
          const goesOn = next !== undefined && next.brought && next.rows[1] > next.rows[0];
          expect(plan.carried).toBe(goesOn && next.rows[0] > 0);
        });
      }),
    );
  });
});

test('totals that do not fit take the last row along', () => {
  const plans = paginate(flowOf({ head: 300, rows: Array.from({ length: 14 }, () => 24), closing: [120] }));
  expect(plans.map(({ rows, closing }) => ({ rows, closing }))).toEqual([
    { rows: [0, 13], closing: [0, 0] },
    { rows: [13, 14], closing: [0, 1] },
  ]);
});
