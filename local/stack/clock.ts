import type { EngineControl } from './control.ts';
import type { WorldClient } from '../world/client.ts';

/** Holds the virtual time of the embedded engine and the world's clock, which our functions read, together. */
export class StackClock {
  #offsetMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly control: EngineControl | undefined,
    private readonly world: WorldClient | undefined,
  ) {}

  /**
   * Moves time forward for everybody: tokens, schedules, retries and `clock.now()` of the functions.
   * ID tokens that clients hold older than an hour are then expired: refresh them with `getIdToken(true)`.
   */
  async advance(ms: number): Promise<void> {
    const offsetMs = (await this.#offset()) + ms;
    this.#offsetMs = offsetMs;
    await this.world?.setClock(offsetMs);
    await this.#follow(offsetMs);
  }

  /**
   * Lets virtual time run with real time. Left alone it stands still, and no schedule and no retry ever comes due.
   * Another process may move the world's clock meanwhile (the demo does): the engine follows.
   */
  start(everyMs = 1000): void {
    const tick = async (): Promise<void> => {
      // A tick lost while the engine restarts its functions is made good by the next one.
      await this.#offset().then((offsetMs) => this.#follow(offsetMs)).catch(() => {});
      if (this.#timer) this.#timer = setTimeout(() => void tick(), everyMs);
    };
    this.#timer = setTimeout(() => void tick(), everyMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #offset(): Promise<number> {
    return this.world ? this.world.clock() : this.#offsetMs;
  }

  async #follow(offsetMs: number): Promise<void> {
    await this.control?.advanceTo(new Date(Date.now() + offsetMs));
  }
}
