import { addDays, endOfDay, type IsoDate } from '../../platform/business-date.ts';
import { localTime } from './local-time.ts';
import { hoursOn } from './opening.ts';
import { type ServiceForm } from './product.ts';
import { serviceOf, type Shop } from './shop.ts';
import { isOpenAt } from './window.ts';

const MINUTE_MS = 60_000;

/**
 * The times a shopper can choose on the days ahead, at most `limit`: whole steps of `slotMinutes` by the clock on the
 * wall, which in some zones is half an hour off all others, and which is changed twice a year.
 */
export function slotsOf(shop: Shop, service: ServiceForm, now: Date, timeZone: string, limit: number): Date[] {
  const lastDate = addDays(localTime(now, timeZone).date, shop.daysAhead);
  const hours = hoursOn(shop);
  const slots: Date[] = [];
  for (let at = firstMinute(shop, service, now); slots.length < limit; ) {
    const slot = new Date(at);
    const local = localTime(slot, timeZone);
    if (local.date > lastDate) break;
    const over = local.minute % shop.slotMinutes;
    // Looking at every step of a year in which the shop is closed would take a second.
    if (!mayBeOpenOn(hours, local.date)) at = endOfDay(local.date, timeZone).getTime();
    else if (over > 0) at += (shop.slotMinutes - over) * MINUTE_MS;
    else {
      if (isOpenAt(hours, local)) slots.push(slot);
      at += shop.slotMinutes * MINUTE_MS;
    }
  }
  return slots;
}

/** The first whole minute at which something ordered now can be there, in milliseconds; never this moment itself. */
function firstMinute(shop: Shop, service: ServiceForm, now: Date): number {
  const from = now.getTime() + Math.max(serviceOf(shop, service).leadMinutes * MINUTE_MS, 1);
  return from + ((MINUTE_MS - (from % MINUTE_MS)) % MINUTE_MS);
}

function mayBeOpenOn(hours: ReturnType<typeof hoursOn>, date: IsoDate): boolean {
  return hours(date).length > 0 || hours(addDays(date, -1)).length > 0;
}
