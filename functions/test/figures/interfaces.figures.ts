import { describedActions } from './described-actions.ts';
import { type Figure } from './figure.ts';
import { billOfAList } from './list-bill.ts';
import { restOverCallable } from './rest-over-callable.ts';

const part = 'interfaces';
const MOST = 1.15;

export const interfaceFigures: Figure[] = [
  {
    part,
    name: 'REST over the callable that does the same, p50 of paired calls through the deployed functions',
    bar: `<= ${MOST} times, for reading, listing and changing`,
    timed: true,
    async run({ rounds }) {
      const results = await restOverCallable(Math.min(rounds, 10));
      const value = results.map(({ name, ratio, restMs, callableMs }) => `${name}: ${ratio} (${restMs} over ${callableMs} ms)`).join('; ');
      return { value, ok: results.every(({ ratio }) => ratio <= MOST) };
    },
  },
  {
    part,
    name: 'document reads of a list of 100',
    bar: 'the list: 100; besides, who asks: the member or the key, 1; no writes',
    async run() {
      const bills = Object.values(await billOfAList());
      const value = bills.map(({ returned, ofTheList, besides, writes }) => `${ofTheList} for ${returned}, and ${besides.join(', ')}; ${writes} writes`).join(' | ');
      const ok = bills.every(({ returned, ofTheList, besides, writes }) => returned === 100 && ofTheList === 100 && besides.length === 1 && writes === 0);
      return { value, ok };
    },
  },
  {
    part,
    name: 'actions that the description of the interface lacks, committed and served',
    bar: '0',
    async run() {
      const { offered, wrong } = await describedActions();
      return { value: wrong.length === 0 ? `0 of ${offered}` : wrong.join(', '), ok: wrong.length === 0 };
    },
  },
];
