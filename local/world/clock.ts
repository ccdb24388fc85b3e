/** The world's clock: the machine's time plus an offset that tests and demos move. One source for every stand-in. */
export class WorldClock {
  private offset = 0;
  private readonly listeners: (() => void)[] = [];

  /** Milliseconds between world time and machine time. */
  get offsetMs(): number {
    return this.offset;
  }

  set offsetMs(value: number) {
    this.offset = value;
    for (const listener of this.listeners) listener();
  }

  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  /** Whole seconds since the epoch, the unit of every Stripe timestamp. */
  seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  /** Calls `listener` whenever the offset changes: what falls due then is done then. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}
