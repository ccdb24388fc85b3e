import type { CallOptions } from './call-types.ts';
import type { Connection } from './connection.ts';
import { AbortedError, NetworkError, OfflineError, TimeoutError } from './errors.ts';
import { newKey } from './keys.ts';
import { send } from './request.ts';
import { ToonbankError } from './toonbank-error.ts';
import { backoff, isOffline, online, pause } from './waiting.ts';
import { say } from './words.ts';

const WHOLE_CALL_MS = 60_000;
/** After this an attempt counts as lost. The server itself ends what takes longer than a minute. */
const ONE_ATTEMPT_MS = 30_000;
const RETRIES = 3;

/**
 * Calls an action: with a key of its own, again after what may pass, until it answers, the time is up or the caller
 * breaks it off.
 * @throws ToonbankError and nothing else
 */
export async function call(connection: Connection, action: string, input: unknown, options: Partial<CallOptions & { readonly link: string }> = {}): Promise<unknown> {
  const { signal, link, idempotencyKey = newKey(), organisationId = connection.organisationId, timeoutMs = WHOLE_CALL_MS } = options;
  const body = JSON.stringify({ data: { ...(input as object | undefined), orgId: organisationId, idempotencyKey, token: link } });
  const attempts = new Attempts(connection, { action, body, correlationId: newKey() }, { signal, endsAt: Date.now() + timeoutMs, retries: options.retries ?? RETRIES });
  return attempts.run();
}

interface Limits {
  readonly signal: AbortSignal | undefined;
  readonly endsAt: number;
  readonly retries: number;
}

interface Asked {
  readonly action: string;
  readonly body: string;
  readonly correlationId: string;
}

/** One call and its attempts. */
class Attempts {
  private failed = 0;
  private renewed = false;
  private readonly connection: Connection;
  private readonly asked: Asked;
  private readonly limits: Limits;

  constructor(connection: Connection, asked: Asked, limits: Limits) {
    this.connection = connection;
    this.asked = asked;
    this.limits = limits;
  }

  async run(): Promise<unknown> {
    for (;;) {
      try {
        await this.waitForConnection();
        return await this.once();
      } catch (thrown) {
        await this.prepareNext(this.asError(thrown));
      }
    }
  }

  /** One attempt, ended by the caller's signal or by time. */
  private async once(): Promise<unknown> {
    const { signal, endsAt } = this.limits;
    const own = new AbortController();
    const end = (): void => own.abort();
    const timer = setTimeout(end, Math.min(ONE_ATTEMPT_MS, endsAt - Date.now()));
    signal?.addEventListener('abort', end);
    try {
      this.assertWanted();
      return await send(this.connection, { ...this.asked, signal: own.signal, renew: this.renewed });
    } catch (thrown) {
      this.assertWanted(thrown);
      if (own.signal.aborted) throw new TimeoutError('timeout', this.say('timeout'), { ...this.facts, cause: thrown });
      throw thrown;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  }

  /** Waits before the next attempt. @throws the error, when there is to be none */
  private async prepareNext(error: ToonbankError): Promise<void> {
    const { signal, endsAt, retries } = this.limits;
    // A token that was good when the app fell asleep may not be good now.
    if (error.code === 'unauthenticated' && !this.renewed && (await this.connection.user()) !== undefined) {
      this.renewed = true;
      return;
    }
    const wait = backoff(this.failed, error);
    this.failed += 1;
    if (!error.retryable || this.failed > retries || Date.now() + wait >= endsAt) throw error;
    await pause(wait, signal);
    this.assertWanted(error);
  }

  private async waitForConnection(): Promise<void> {
    if (!isOffline()) return;
    const { signal, endsAt } = this.limits;
    if (this.connection.options.offline === 'wait') await online(endsAt - Date.now(), signal);
    this.assertWanted();
    if (isOffline()) throw new OfflineError('offline', this.say('offline'), this.facts);
  }

  private assertWanted(cause?: unknown): void {
    if (this.limits.signal?.aborted === true) throw new AbortedError('aborted', this.say('aborted'), { ...this.facts, cause: cause ?? this.limits.signal.reason });
  }

  /** Whatever else is thrown comes from `fetch` or the sign-in service. */
  private asError(thrown: unknown): ToonbankError {
    if (thrown instanceof ToonbankError) return thrown as ToonbankError;
    return new NetworkError('network', this.say('network'), { ...this.facts, cause: thrown });
  }

  private get facts(): { readonly correlationId: string } {
    return { correlationId: this.asked.correlationId };
  }

  private say(word: Parameters<typeof say>[0]): string {
    return say(word, this.connection.language);
  }
}
