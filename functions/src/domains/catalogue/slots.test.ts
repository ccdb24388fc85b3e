import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shopFacts } from '../../../test/builders/cart.ts';
import { AppError } from '../../platform/errors.ts';
import { localTime } from './local-time.ts';
import { assertTakesOrder } from './opening.ts';
import { type Shop } from './shop.ts';
import { slotsOf } from './slots.ts';

const at = (iso: string) => new Date(iso);
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const clockOf = (zone: string) => (slot: Date) => {
  const { minute } = localTime(slot, zone);
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
};
const shown = (shop: Shop, now: string, zone: string, limit: number) => slotsOf(shop, 'collect', at(now), zone, limit).map(clockOf(zone));

function isTaken(shop: Shop, slot: Date, now: Date, zone: string): boolean {
  try {
    assertTakesOrder(shop, { service: 'collect', slot }, now, zone);
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}

describe('times to choose from are whole by the clock on the wall', () => {
  const lunch = shopFacts({ hours: [{ days: EVERY_DAY, from: '12:00', until: '15:00' }], slotMinutes: 60 });

  test.each([
    // Noon is at half past of UTC, and in Nepal at a quarter past.
    ['Asia/Kolkata', '2026-03-06T03:00:00Z'],
    ['Australia/Adelaide', '2026-03-05T22:00:00Z'],
    ['Asia/Kathmandu', '2026-03-06T03:00:00Z'],
    ['America/St_Johns', '2026-03-06T12:00:00Z'],
    ['Europe/Amsterdam', '2026-03-06T08:00:00Z'],
  ])('in %s', (zone, now) => expect(shown(lunch, now, zone, 4)).toEqual(['12:00', '13:00', '14:00', '12:00']));

  test('on the day on which a clock is put by half an hour', () => {
    // Lord Howe, 4 October 2026: two o'clock is half past two.
    const night = shopFacts({ hours: [{ days: EVERY_DAY, from: '00:00', until: '06:00' }], slotMinutes: 60 });
    expect(shown(night, '2026-10-03T13:15:00Z', 'Australia/Lord_Howe', 6)).toEqual(['1:00', '3:00', '4:00', '5:00', '0:00', '1:00']);
  });
});

describe('on the nights on which the clock is changed in Amsterdam', () => {
  const night = shopFacts({ hours: [{ days: EVERY_DAY, from: '17:00', until: '04:00' }], slotMinutes: 30 });

  test('no time is offered that there is not', () => {
    expect(shown(night, '2026-03-29T00:00:00Z', 'Europe/Amsterdam', 5)).toEqual(['1:30', '3:00', '3:30', '17:00', '17:30']);
  });

  test('the hour that comes twice is offered twice, as two moments', () => {
    const slots = slotsOf(night, 'collect', at('2026-10-25T00:00:00Z'), 'Europe/Amsterdam', 6);
    expect(slots.map(clockOf('Europe/Amsterdam'))).toEqual(['2:30', '2:00', '2:30', '3:00', '3:30', '17:00']);
    expect(new Set(slots.map((slot) => slot.getTime())).size).toBe(6);
  });
});

test('what ends past midnight is offered until then, and nothing of a night that did not begin', () => {
  const shop = shopFacts({ hours: [{ days: [5, 6], from: '23:00', until: '01:00' }], closures: [{ from: '2026-03-07', until: '2026-03-07' }], slotMinutes: 30, daysAhead: 7 });
  expect(shown(shop, '2026-03-06T12:00:00Z', 'Europe/Amsterdam', 9)).toEqual(['23:00', '23:30', '0:00', '0:30', '23:00', '23:30']);
});

test('this very moment is never offered, even by a shop that needs no time', () => {
  const { services } = shopFacts({});
  const shop = shopFacts({ services: { ...services, collect: { ...services.collect, leadMinutes: 0 } }, slotMinutes: 15 });
  const now = at('2026-03-06T18:00:00Z');
  expect(slotsOf(shop, 'collect', now, 'Europe/Amsterdam', 1)).toEqual([at('2026-03-06T18:15:00Z')]);
});

test('a shop that opens on no day of a year ahead has none', () => {
  expect(slotsOf(shopFacts({ hours: [], daysAhead: 365, slotMinutes: 5 }), 'collect', at('2026-03-06T18:00:00Z'), 'Europe/Amsterdam', 400)).toEqual([]);
});

test('wherever and whenever, what is offered is taken, and what is taken was offered', () => {
  const zone = fc.constantFrom('Europe/Amsterdam', 'Asia/Kolkata', 'Australia/Adelaide', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'UTC');
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '10', '30', '45')).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
  const shop = fc.record({ from: time, until: time, days: fc.subarray(EVERY_DAY, { minLength: 1 }), slotMinutes: fc.constantFrom(5, 10, 15, 20, 30, 60) });
  const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') });
  fc.assert(
    fc.property(zone, shop, moment, fc.integer({ min: 0, max: 3000 }), (where, { slotMinutes, ...hours }, ms, ahead) => {
      const [facts, now] = [shopFacts({ hours: [hours], slotMinutes, daysAhead: 3 }), new Date(ms)];
      const offered = slotsOf(facts, 'collect', now, where, 5000);
      for (const slot of offered.slice(0, 40)) expect(isTaken(facts, slot, now, where)).toBe(true);
      const minute = new Date(ms - (ms % 60_000) + ahead * 60_000);
      expect(offered.some((slot) => slot.getTime() === minute.getTime())).toBe(isTaken(facts, minute, now, where));
    }),
    { numRuns: 60 },
  );
});
