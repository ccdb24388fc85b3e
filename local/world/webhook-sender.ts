/**
 * Posts signed webhooks and tries again on anything but 2xx. The vendors spread their retries over days;
 * here the schedule is milliseconds, so that tests see them.
 */
export interface Delivery {
  url: string;
  body: string;
  /** Made anew for every attempt: the vendors sign with the time of the attempt. */
  headers: () => Record<string, string>;
}

const RETRY_MS = [50, 150, 400, 1_000, 3_000, 10_000];
const TIMEOUT_MS = 20_000;

export class WebhookSender {
  private readonly abort = new AbortController();
  private readonly running = new Set<Promise<void>>();
  /** Raised by `forget`: retries of an older generation stop. */
  private generation = 0;

  /** Sends once. Resolves with the status, or 0 when the receiver was not reached. */
  async once(delivery: Delivery): Promise<number> {
    try {
      const response = await fetch(delivery.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...delivery.headers() },
        body: delivery.body,
        signal: AbortSignal.any([this.abort.signal, AbortSignal.timeout(TIMEOUT_MS)]),
        redirect: 'manual',
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  /** Sends in the background with retries; `done` hears the last status. */
  start(delivery: Delivery, done: (status: number) => void): void {
    const job = this.withRetries(delivery, done).finally(() => this.running.delete(job));
    this.running.add(job);
  }

  private async withRetries(delivery: Delivery, done: (status: number) => void): Promise<void> {
    const generation = this.generation;
    for (const wait of [0, ...RETRY_MS]) {
      if (wait > 0) await this.sleep(wait);
      if (this.abort.signal.aborted || generation !== this.generation) return;
      const status = await this.once(delivery);
      done(status);
      if (status >= 200 && status < 300) return;
    }
  }

  private async sleep(ms: number): Promise<void> {
    if (this.abort.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.abort.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }

  /** How many deliveries are still being tried. */
  get busy(): number {
    return this.running.size;
  }

  /** Lets go of all retries that wait; the sender stays usable. */
  forget(): void {
    this.generation++;
  }

  /** Ends everything under way, for good. */
  async stop(): Promise<void> {
    this.abort.abort();
    await Promise.allSettled(this.running);
  }
}
