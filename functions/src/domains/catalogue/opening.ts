import { addDays, weekdayOf, type IsoDate } from '../../platform/business-date.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { localTime } from './local-time.ts';
import { type ServiceForm } from './product.ts';
import { serviceOf, type Shop } from './shop.ts';
import { isOpenAt, type Hours } from './window.ts';

const MINUTE_MS = 60_000;

/** Whether orders can be had at this moment, by hours and closures. */
export function isOpen(shop: Pick<Shop, 'hours' | 'closures'>, at: Date, timeZone: string): boolean {
  return isOpenAt(hoursOn(shop), localTime(at, timeZone));
}

/** The hours that begin on a day. */
export function hoursOn({ hours, closures }: Pick<Shop, 'hours' | 'closures'>): (date: IsoDate) => readonly Hours[] {
  return (date) => {
    if (closures.some(({ from, until }) => date >= from && date <= until)) return [];
    return hours.filter(({ days }) => days.includes(weekdayOf(date)));
  };
}

interface Wish {
  readonly service: ServiceForm;
  /** When it is wanted; `null`: as soon as possible. */
  readonly slot: Date | null;
}

/**
 * The moment an order is for, once the shop takes it.
 * @throws AppError `wrong-state` while the shop is closed or paused, `invalid-input` at `slot` or `service`
 */
export function assertTakesOrder(shop: Shop, { service, slot }: Wish, now: Date, timeZone: string): Date {
  if (!shop.published) throw new AppError('not-found', `shop ${shop.id} is not published`, { data: { collection: 'shops' } });
  const form = serviceOf(shop, service);
  if (!form.enabled) throw invalidField('service', { en: 'This shop does not offer that.', nl: 'Deze winkel biedt dat niet aan.' });
  if (shop.pausedUntil !== null && shop.pausedUntil > now) throw paused(shop, shop.pausedUntil, timeZone);
  if (slot !== null) {
    assertSlot(shop, slot, now, form.leadMinutes, timeZone);
    return slot;
  }
  if (!isOpen(shop, now, timeZone)) throw closed(shop, now, timeZone);
  return now;
}

function assertSlot(shop: Shop, slot: Date, now: Date, leadMinutes: number, timeZone: string): void {
  if (slot <= now) throw invalidField('slot', { en: 'This time has passed.', nl: 'Deze tijd is al voorbij.' });
  if (slot.getTime() < now.getTime() + leadMinutes * MINUTE_MS) {
    throw invalidField('slot', { en: `We need at least ${leadMinutes} minutes.`, nl: `We hebben minstens ${leadMinutes} minuten nodig.` });
  }
  const local = localTime(slot, timeZone);
  if (local.date > addDays(localTime(now, timeZone).date, shop.daysAhead)) {
    throw invalidField('slot', { en: 'That is too far ahead.', nl: 'Dat is te ver vooruit.' });
  }
  if (local.minute % shop.slotMinutes !== 0 || slot.getTime() % MINUTE_MS !== 0) {
    throw invalidField('slot', { en: `Choose a time in steps of ${shop.slotMinutes} minutes.`, nl: `Kies een tijd in stappen van ${shop.slotMinutes} minuten.` });
  }
  if (!isOpen(shop, slot, timeZone)) throw invalidField('slot', { en: 'The shop is closed at that time.', nl: 'De winkel is dan gesloten.' });
}

function paused({ id }: Shop, until: Date, timeZone: string): AppError {
  const time = timeText(until, timeZone);
  return new AppError('wrong-state', `shop ${id} is paused`, {
    say: { en: `We are very busy and take orders again from ${time}.`, nl: `Het is erg druk; bestellen kan weer vanaf ${time}.` },
    data: { reason: 'paused', until: until.toISOString() },
  });
}

function closed(shop: Shop, now: Date, timeZone: string): AppError {
  const opens = nextOpening(shop, now, timeZone);
  return new AppError('wrong-state', `shop ${shop.id} is closed`, {
    say: { en: 'We are closed now.', nl: 'We zijn nu gesloten.' },
    data: { reason: 'closed', opensAt: opens?.toISOString() ?? null },
  });
}

const LOOK_AHEAD_DAYS = 8;
const STEP_MS = 15 * MINUTE_MS;

/** When the shop opens next, to a quarter of an hour; `null` when not within a week. */
export function nextOpening(shop: Shop, now: Date, timeZone: string): Date | null {
  const end = now.getTime() + LOOK_AHEAD_DAYS * 24 * 60 * MINUTE_MS;
  for (let at = now.getTime() + STEP_MS - (now.getTime() % STEP_MS); at < end; at += STEP_MS) {
    if (isOpen(shop, new Date(at), timeZone)) return new Date(at);
  }
  return null;
}

function timeText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('nl-NL', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}
