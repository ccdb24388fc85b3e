import { describe, expect, test } from '@jest/globals';
import { FRIDAY_NIGHT, shopFacts } from '../../../test/builders/cart.ts';
import { AppError } from '../../platform/errors.ts';
import { assertTakesOrder, isOpen, nextOpening } from './opening.ts';
import { slotsOf } from './slots.ts';

const ZONE = 'Europe/Amsterdam';
const evenings = [{ days: [3, 4, 5, 6], from: '17:00', until: '01:30' }, { days: [7], from: '12:00', until: '21:00' }];
const shop = shopFacts({ hours: evenings, closures: [{ from: '2026-03-12', until: '2026-03-13' }] });
const at = (iso: string) => new Date(iso);

function refusal(wish: { service?: 'collect' | 'eat-in'; slot?: string } = {}, now = FRIDAY_NIGHT, fields: object = {}) {
  try {
    assertTakesOrder({ ...shop, ...fields }, { service: wish.service ?? 'collect', slot: wish.slot === undefined ? null : at(wish.slot) }, now, ZONE);
  } catch (thrown) {
    if (thrown instanceof AppError) return { code: thrown.code, path: thrown.issues[0]?.path, ...thrown.data };
  }
  return undefined;
}

describe('hours', () => {
  test.each([
    ['Friday before opening', '2026-03-06T15:59:00Z', false],
    ['Friday at opening', '2026-03-06T16:00:00Z', true],
    ['Saturday half past one at night, minus a minute', '2026-03-07T00:29:00Z', true],
    ['Saturday half past one at night', '2026-03-07T00:30:00Z', false],
    ['Monday at one at night: Sunday ends at nine', '2026-03-09T00:00:00Z', false],
    ['a Thursday on which it is closed', '2026-03-12T18:00:00Z', false],
    ['the night before that Thursday, which goes on past midnight', '2026-03-11T23:30:00Z', true],
    ['past midnight after the Friday on which it did not open', '2026-03-13T23:30:00Z', false],
    ['the Saturday after', '2026-03-14T16:00:00Z', true],
  ])('%s', (_when, iso, open) => {
    expect(isOpen(shop, at(iso), ZONE)).toBe(open);
  });

  test('hours are those of the clock on the wall, also on the night on which it is changed', () => {
    // 29 March 2026: two o'clock is three. Saturday's evening ends at half past one, which comes before.
    expect(isOpen(shop, at('2026-03-29T00:29:00Z'), ZONE)).toBe(true);
    expect(isOpen(shop, at('2026-03-29T00:30:00Z'), ZONE)).toBe(false);
    expect(isOpen(shop, at('2026-03-29T09:59:00Z'), ZONE)).toBe(false);
    expect(isOpen(shop, at('2026-03-29T10:00:00Z'), ZONE)).toBe(true);
  });

  test('the next opening is told', () => {
    expect(nextOpening(shop, at('2026-03-09T10:07:00Z'), ZONE)).toEqual(at('2026-03-11T16:00:00Z'));
    expect(nextOpening(shopFacts({ hours: [] }), FRIDAY_NIGHT, ZONE)).toBeNull();
  });
});

describe('orders', () => {
  test('are taken while the shop is open', () => expect(refusal()).toBeUndefined());

  test('a closed shop says when it opens', () => {
    expect(refusal({}, at('2026-03-06T10:00:00Z'))).toEqual({ code: 'wrong-state', path: undefined, reason: 'closed', opensAt: '2026-03-06T16:00:00.000Z' });
  });

  test('a paused shop says until when', () => {
    const pausedUntil = at('2026-03-06T18:20:00Z');
    expect(refusal({}, FRIDAY_NIGHT, { pausedUntil })).toEqual({ code: 'wrong-state', path: undefined, reason: 'paused', until: pausedUntil.toISOString() });
    expect(refusal({}, at('2026-03-06T18:20:00Z'), { pausedUntil })).toBeUndefined();
  });

  test.each([
    ['in the past', '2026-03-06T17:45:00Z'],
    ['this moment', FRIDAY_NIGHT.toISOString()],
    ['sooner than it can be made', '2026-03-06T18:15:00Z'],
    ['between two times to choose from', '2026-03-06T18:50:00Z'],
    ['not on a whole minute', '2026-03-06T18:45:30Z'],
    ['while it is closed', '2026-03-07T12:00:00Z'],
    ['further ahead than orders are taken', '2026-03-14T18:00:00Z'],
  ])('a slot %s is refused', (_what, slot) => {
    expect(refusal({ slot })).toMatchObject({ code: 'invalid-input', path: 'slot' });
  });

  test('a slot that the shop offers is taken, also before it opens', () => {
    const now = at('2026-03-06T10:00:00Z');
    const slots = slotsOf(shop, 'collect', now, ZONE, 40);
    expect(slots[0]).toEqual(at('2026-03-06T16:00:00Z'));
    expect(slots).toHaveLength(40);
    for (const slot of slots) expect(refusal({ slot: slot.toISOString() }, now)).toBeUndefined();
  });

  test('a service form that is not offered is refused, and so is a shop that is not published', () => {
    const services = { ...shop.services, 'eat-in': { ...shop.services['eat-in'], enabled: false } };
    expect(refusal({ service: 'eat-in' }, FRIDAY_NIGHT, { services })).toMatchObject({ code: 'invalid-input', path: 'service' });
    expect(refusal({}, FRIDAY_NIGHT, { published: false })).toMatchObject({ code: 'not-found' });
  });
});
