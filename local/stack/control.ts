/** What the control interface tells about the functions of the embedded engine. */
export interface FunctionsStatus {
  runnerAlive: boolean;
  functions: string[];
  pending: number;
  running: number;
  retryWaiting: number;
  deadLettered: number;
}

/** The control interface of the embedded engine, on its Auth port: virtual time, schedules, idleness. */
export class EngineControl {
  readonly #base: string;

  constructor(authPort: number) {
    this.#base = `http://127.0.0.1:${authPort}/v1/sessions/default`;
  }

  /** The engine's virtual time. */
  async now(): Promise<Date> {
    const { clock } = (await this.#call('GET', '')) as { clock: { clock: string } };
    return new Date(clock.clock);
  }

  /**
   * Moves virtual time forward; schedules and retries that became due are queued. Time never goes back: an instant
   * that is already past changes nothing.
   */
  async advanceTo(instant: Date): Promise<void> {
    if (instant <= (await this.now())) return;
    await this.#call('POST', '/clock:advanceTo', { instant: instant.toISOString() });
  }

  /** Queues one run of a scheduled function now. @throws Error for a name that is not deployed */
  async run(name: string): Promise<void> {
    await this.#call('POST', `/functions/${name}:run`);
  }

  /** Waits until no event, task, HTTP call or due schedule is under way. @throws Error after the time limit */
  async awaitIdle(timeoutSeconds: number): Promise<void> {
    await this.#call('POST', ':awaitIdle', { timeoutSeconds });
  }

  async functions(): Promise<FunctionsStatus> {
    return (await this.#call('GET', '/functions')) as FunctionsStatus;
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(this.#base + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The emulator refused ${method} ${path} (${response.status}): ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
