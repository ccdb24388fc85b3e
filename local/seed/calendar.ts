import { addDays, businessDate, startOfDay, type IsoDate } from '../../functions/src/platform/business-date.ts';
import type { Stack } from '../stack/connect.ts';

const ZONE = 'Europe/Amsterdam';

/** The weeks that are played, counted from the day of seeding: day -1 is yesterday. */
export class Calendar {
  private readonly today = businessDate(new Date(), ZONE);
  private shown: number | undefined;

  constructor(private readonly stack: Stack) {}

  day(offset: number): IsoDate {
    return addDays(this.today, offset);
  }

  /** The moment at which a clock in Amsterdam shows `time` (`18:40`) on that day. */
  moment(offset: number, time: string): Date {
    const [hours = 0, minutes = 0] = time.split(':').map((part) => Number.parseInt(part, 10));
    return new Date(startOfDay(this.day(offset), ZONE).getTime() + (hours * 60 + minutes) * 60_000);
  }

  /**
   * Moves the clock, forwards or (for the next business) back, once everything before is done: what follows an action
   * must bear its day. On a new day what has fallen due is taken up first.
   */
  async to(offset: number, time: string): Promise<void> {
    await this.stack.awaitIdle();
    await this.stack.world.setClock(this.moment(offset, time).getTime() - Date.now());
    if (offset === this.shown) return;
    this.shown = offset;
    await this.stack.run('sweep');
  }

  /** Lets some minutes pass, once everything before is done. */
  async later(minutes: number): Promise<void> {
    await this.stack.awaitIdle();
    await this.stack.world.setClock((await this.stack.world.clock()) + minutes * 60_000);
  }
}
