import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aPizzeria, type Pizzeria } from '../../../../test/builders/shop.ts';
import { anOrder, place, quote, type PlacedReply } from '../../../../test/builders/order.ts';
import { callAs } from '../../../../test/support/call.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { documentsOf } from '../../../../test/support/stripe.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { payOrder } from '../../../workflows/payments/pay-order.ts';
import { withdrawOrder } from '../../../workflows/orders/withdraw-order.ts';
import { orderPage } from '../page.ts';
import { addOrderNote } from './add-order-note.ts';
import { followOrder } from './follow-order.ts';
import { reorder } from './reorder.ts';
import { searchOrders } from './search-orders.ts';

useStack({ functions: false });
let pizzeria: Pizzeria;
let jan: PlacedReply;
const PEOPLE = [
  { customer: { name: 'Jan de Vries', email: 'jan@example.test', phone: '0612345678' }, service: 'collect', source: 'web', at: '2026-03-06T18:00:00Z' },
  { customer: { name: 'Zoë Jansen', email: 'zoe@example.test', phone: '+31 20 765 4321', language: 'en' }, service: 'eat-in', source: 'counter', at: '2026-03-06T19:00:00Z' },
  { customer: { name: 'Ahmed Amrani, tafel 12', email: null, phone: '0687654321' }, service: 'collect', source: 'phone', at: '2026-03-08T12:00:00Z' },
];
beforeAll(async () => {
  pizzeria = await aPizzeria();
  const placed: PlacedReply[] = [];
  for (const { at, service, ...said } of PEOPLE) {
    const where = { orgId: pizzeria.orgId, clock: frozenClock(new Date(at)) };
    const lines = [{ productId: pizzeria.pizza.id, quantity: 2, options: [{ optionId: 'large' }, { optionId: 'cheese', quantity: 2 }], note: '=SUM(A1)' }, { productId: pizzeria.beer.id, quantity: 3 }];
    placed.push(await anOrder(where, { shopId: pizzeria.shop.id, service, lines }, said));
  }
  jan = placed[0] as PlacedReply;
});

const call = <Reply>(action: Parameters<typeof callAs>[1], input: object) => callAs<Reply>(pizzeria.owner, action, input, { orgId: pizzeria.orgId });
interface Page {
  readonly orders: readonly { readonly number: string; readonly customer: { readonly name: string } }[];
  readonly nextCursor: string | null;
}
const numbers = async (question: object) => (await call<Page>(searchOrders, question)).orders.map(({ number }) => number);

describe('finding', () => {
  test.each([
    ['ORD-0002', ['ORD-0002']],
    ['ord-0002', ['ORD-0002']],
    ['2', ['ORD-0002']],
    ['jan', ['ORD-0002', 'ORD-0001']],
    ['jan vri', ['ORD-0001']],
    ['zoe', ['ORD-0002']],
    ['ZOE@example.test', ['ORD-0002']],
    ['020 765 43 21', ['ORD-0002']],
    ['+31 6 8765 4321', ['ORD-0003']],
    ['nobody', []],
    ['tafel 12', ['ORD-0003']],
    ['12', ['ORD-0003']],
    ['tafel 13', []],
    ['?!', []],
  ])('%s', async (text, expected) => expect(await numbers({ text })).toEqual(expected));

  test('by status, service, source, shop and date, alone and together, the newest first', async () => {
    const shopId = pizzeria.shop.id;
    expect(await numbers({})).toEqual(['ORD-0003', 'ORD-0002', 'ORD-0001']);
    expect(await numbers({ service: 'collect' })).toEqual(['ORD-0003', 'ORD-0001']);
    expect(await numbers({ source: 'counter', status: 'pending' })).toEqual(['ORD-0002']);
    expect(await numbers({ shopId, status: 'pending', service: 'collect', source: 'web' })).toEqual(['ORD-0001']);
    expect(await numbers({ from: '2026-03-06T18:30:00Z', until: '2026-03-07T00:00:00Z' })).toEqual(['ORD-0002']);
    expect(await numbers({ text: 'jan', service: 'eat-in' })).toEqual(['ORD-0002']);
    expect(await numbers({ status: 'cancelled' })).toEqual([]);
  });

  test('pages give each once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = null, more = true; more; ) {
      const page: Page = await call<Page>(searchOrders, { limit: 2, cursor });
      seen.push(...page.orders.map(({ number }) => number));
      cursor = page.nextCursor;
      more = cursor !== null;
    }
    expect(seen).toEqual(['ORD-0003', 'ORD-0002', 'ORD-0001']);
  });
});

describe('the customer', () => {
  const soon = frozenClock(new Date('2026-03-06T18:05:00Z'));

  test('orders the same again at the prices of now', async () => {
    const cart = await callAs<{ shopId: string; service: string; lines: readonly object[] }>(undefined, reorder, {}, { token: jan.token, clock: soon });
    const { totals } = await quote(pizzeria, cart);
    expect(totals.toPay).toBe(jan.toPay);
    expect((await place(pizzeria, { ...cart, seenTotal: totals.toPay })).number).toBe('ORD-0004');
  });

  test('who opens the link may listen; ten devices and no more', async () => {
    const follow = (uid: string) => callAs(uid, followOrder, { link: jan.token }, { clock: soon });
    for (let device = 0; device < 9; device += 1) expect(await follow(`device-${device}`)).toEqual({ orgId: pizzeria.orgId, orderId: jan.orderId });
    await follow('device-0');
    expect((await refusal(follow('device-10'))).code).toBe('limit-reached');
    expect((await refusal(callAs('x', followOrder, { link: `${jan.token}x` }, { clock: soon }))).code).toBe('not-found');
  });

  test.each([
    ['nl', 0, ['We hebben je bestelling ontvangen', 'ORD-0001', 'Margherita', 'Groot, 2 × Extra kaas', 'Waarvan btw', 'Bestelling annuleren']],
    ['en', 1, ['We have received your order', 'ORD-0002', 'Of which VAT', 'Cancel this order']],
  ] as const)('reads its page in %s, without address or telephone', async (_language, index, words) => {
    const orders = await documentsOf(pizzeria, 'orders');
    const { orderToken } = await import('../link.ts');
    const { Tenant } = await import('../../../platform/tenancy.ts');
    const order = orders.find(({ number }) => number === `ORD-000${index + 1}`) as unknown as { id: string; placedAt: Date };
    const token = orderToken(Tenant.verified(pizzeria.orgId), order);
    const act = (action: Parameters<typeof callAs>[1], input: object = {}) => callAs(undefined, action, input, { token, clock: soon });
    const request = { token, form: {}, query: {}, language: 'nl' as const, clock: soon, act };
    const page = orderPage({ pay: payOrder, withdraw: withdrawOrder });
    const reply = await page.get['']?.(request);
    const markup = reply !== undefined && 'body' in reply ? reply.body.markup : '';
    for (const word of words) expect(markup).toContain(word);
    for (const secret of ['12345678', '7654321', '@example']) expect(markup).not.toContain(secret);
  });
});

test('notes are the staff\'s, and stand apart from what the customer reads', async () => {
  await call(addOrderNote, { orderId: jan.orderId, text: 'Belt altijd twee keer' });
  expect(await documentsOf(pizzeria, 'orderNotes')).toMatchObject([{ orderId: jan.orderId, by: `user:${pizzeria.owner}` }]);
  expect(JSON.stringify(await documentsOf(pizzeria, 'orders'))).not.toContain('twee keer');
  expect((await refusal(call(addOrderNote, { orderId: jan.orderId, text: '  ' }))).issues[0]?.path).toBe('text');
});
