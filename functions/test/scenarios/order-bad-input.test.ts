import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { type Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';
import { newId } from '../../src/platform/ids.ts';
import { type PlacedReply } from '../builders/order.ts';
import { shopInput } from '../builders/shop.ts';
import { everything } from '../support/everything.ts';
import { OpenShop, refusedCall } from '../support/open-shop.ts';

/* What a shop is asked by people and programs that got it wrong, over HTTP; each is told why, and nothing is written. */

const stack = useStack();
let shop: OpenShop;
let guest: Person;
let closedId: string;
let before: string[];
beforeAll(async () => {
  shop = await OpenShop.open(stack(), 40);
  guest = shop.person('guest');
  // Open for an hour, on a day that is neither yesterday nor today nor tomorrow, wherever that is.
  const day = ((new Date().getUTCDay() + 2) % 7) + 1;
  closedId = (await shop.call<{ id: string }>(shop.owner, 'catalogue/create-shop', shopInput({ hours: [{ days: [day], from: '12:00', until: '13:00' }] }))).id;
  await stack().awaitIdle();
}, 60_000);
beforeEach(async () => {
  before = await everything();
});
afterAll(() => shop.close());

const large = () => ({ optionId: 'large' });
const lineOf = (fields: object = {}) => ({ productId: shop.pizza, quantity: 2, options: [large()], ...fields });
const cart = (fields: object = {}) => ({ shopId: shop.shopId, service: 'collect', lines: [lineOf()], ...fields });
const order = (fields: object = {}) => ({ ...cart(), customer: { name: 'Fenna', phone: '0612345678' }, payment: 'counter', seenTotal: 2820, idempotencyKey: newId(), ...fields });

async function refused(action: 'orders/place' | 'orders/quote', input: object) {
  const answer = await refusedCall(shop.call(guest, action, input));
  expect(await everything()).toEqual(before);
  return answer;
}

describe.each([
  ['orders/quote', cart],
  ['orders/place', order],
] as const)('%s', (action, input) => {
  const line = (fields: object) => ({ lines: [lineOf(fields)] });
  test.each([
    ['no pieces', () => line({ quantity: 0 }), 'lines.0.quantity'],
    ['less than none', () => line({ quantity: -1 }), 'lines.0.quantity'],
    ['one and a half', () => line({ quantity: 1.5 }), 'lines.0.quantity'],
    ['a thousand million', () => line({ quantity: 1e9 }), 'lines.0.quantity'],
    ['an option that there is not', () => line({ options: [large(), { optionId: 'anchovy' }] }), 'lines.0.options.1.optionId'],
    ['an option of another product', () => ({ lines: [{ productId: shop.beer, quantity: 2, options: [large()] }] }), 'lines.0.options.0.optionId'],
    ['no size', () => line({ options: [] }), 'lines.0.options'],
    ['a time that has passed', () => ({ slot: new Date(Date.now() - 3_600_000).toISOString() }), 'slot'],
    ['a time at which the shop is closed', () => ({ shopId: closedId, slot: new Date(Math.ceil((Date.now() + 3_600_000) / 3_600_000) * 3_600_000).toISOString() }), 'slot'],
    ['a discount of one’s own', () => line({ discount: 500 }), 'lines.0.discount'],
  ])('%s is refused by name, and nothing is written', async (_what, fields, path) => {
    const answer = await refused(action, input(fields()));
    expect([answer.code, answer.issues.map((issue) => issue.path)]).toEqual(['invalid-input', expect.arrayContaining([path])]);
  });
});

test('a shop that is closed says so, and when it opens', async () => {
  const answer = await refused('orders/place', order({ shopId: closedId }));
  expect(answer).toMatchObject({ code: 'wrong-state', data: { reason: 'closed', opensAt: expect.stringMatching(/T\d\d:00:00/) } });
  expect(await shop.call(guest, 'orders/quote', cart({ shopId: closedId }))).toMatchObject({ totals: { toPay: 2820 }, closed: { data: { reason: 'closed' } } });
});

test('a price that the client sends decides nothing, and that it came is in the log', async () => {
  const lines = [lineOf({ price: 1 })];
  const logged = async () => (await readFile(join(stack().folder, 'engine.log'), 'utf8')).split('order.client-price-ignored').length - 1;
  const earlier = await logged();
  const answer = await refused('orders/place', order({ lines, total: 2, seenTotal: 2 }));
  expect(answer).toMatchObject({ code: 'version-mismatch', data: { changes: [{ kind: 'total', from: 2, to: 2820 }] } });
  await until('the log to say so', async () => (await logged()) > earlier);
  expect(await shop.call<PlacedReply>(guest, 'orders/place', order({ lines, total: 2 }))).toMatchObject({ toPay: 2820 });
});
