import { type Figure } from './figure.ts';
import { billOfAnOrder, LEAST } from './order-bill.ts';
import { codeRaces, stockRaces, type RaceKind } from './order-races.ts';
import { orderingRate } from './order-rate.ts';

const RACES: readonly (readonly [RaceKind, string, string])[] = [
  ['one-piece', 'one piece, fifty buyers at once', '1 sold, 49 told, 0 errors'],
  ['ten-pieces', 'ten pieces, fifty buyers at once of one to three', '10 sold, none below zero, 0 errors'],
  ['two-lines', 'the same product on two lines, fifty buyers at once', 'never more than there is, 0 errors'],
  ['shared-ingredient', 'one ingredient under two products, fifty buyers at once', 'never more than there is, 0 errors'],
];

const RATIO = 0.7;

export const orderFigures: Figure[] = [
  ...RACES.map(
    ([kind, name, bar]): Figure => ({
      part: 'orders',
      name,
      bar,
      async run({ rounds, seed }) {
        const wrong = await stockRaces(kind, rounds, seed);
        return { value: wrong.length === 0 ? `${rounds} rounds` : JSON.stringify(wrong), ok: wrong.length === 0 };
      },
    }),
  ),
  {
    part: 'orders',
    name: 'a code with ten uses, fifty takers at once',
    bar: '10 uses, 40 told, 0 errors',
    async run({ rounds }) {
      const wrong = await codeRaces(rounds);
      return { value: wrong.length === 0 ? `${rounds} rounds` : JSON.stringify(wrong), ok: wrong.length === 0 };
    },
  },
  ...(['eight-lines', 'hot-product'] as const).map(
    (which): Figure => ({
      part: 'orders',
      name: which === 'eight-lines' ? 'orders of eight lines, twenty clients, over bare transactions on the same documents' : 'orders of one hot product, twenty clients, over bare transactions on the same documents',
      bar: `>= ${RATIO} of the bare rate`,
      timed: true,
      async run({ rounds }) {
        const { ratio, ofFastest, perSecond } = await orderingRate(which, Math.min(rounds, 10));
        return { value: `${ratio} (${ofFastest} of bare ones in a queue; ${perSecond}/s)`, ok: ratio >= RATIO };
      },
    }),
  ),
  {
    part: 'orders',
    name: 'billed operations of an order of eight lines, six of them counted',
    bar: `<= ${LEAST.reads} reads, ${LEAST.writes} writes, ${LEAST.deletes} deletes, which is the least possible`,
    async run() {
      const { reads, writes, deletes } = await billOfAnOrder();
      return { value: `${reads} reads, ${writes} writes, ${deletes} deletes`, ok: reads <= LEAST.reads && writes <= LEAST.writes && deletes === 0 };
    },
  },
];
