import { randomUUID } from 'node:crypto';
import type { Stack } from '../../local/stack/connect.ts';
import { call } from '../callable.ts';

const ATTEMPTS = 4;
const RETRY_AFTER_MS = 500;

/** Calls as anybody, noting how long each took by action, and what went wrong. */
export class Recorder {
  readonly times = new Map<string, number[]>();
  readonly errors: string[] = [];
  lostConnections = 0;

  constructor(private readonly stack: Stack) {}

  /**
   * Tries again when no connection comes about, under the same key, as our client does; the time counts from the first.
   * @param token of the member who calls; a guest has none
   */
  async call<Reply>(token: string | undefined, action: string, input: { readonly orgId: string }): Promise<Reply> {
    const began = performance.now();
    const once = { idempotencyKey: randomUUID(), ...input };
    for (let attempt = 1; ; attempt += 1) {
      try {
        const reply = await call<Reply>(this.stack, token, action, once);
        this.note(action, performance.now() - began);
        return reply;
      } catch (error) {
        // What `fetch` throws when it got no answer at all.
        if (!(error instanceof TypeError) || attempt === ATTEMPTS) throw error;
        this.lostConnections += 1;
        await pause(RETRY_AFTER_MS * attempt);
      }
    }
  }

  note(what: string, ms: number): void {
    const times = this.times.get(what);
    if (times === undefined) this.times.set(what, [ms]);
    else times.push(ms);
  }

  /** Waits for something that others do. @throws Error naming it when it does not come */
  async within<T>(what: string, limitMs: number, promise: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`waited ${limitMs} ms in vain for ${what}`)), limitMs);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }

  /** Starts each piece of work at its moment, whatever became of those before it, and waits for all. */
  async day(work: readonly (() => Promise<void>)[], everyMs: number): Promise<void> {
    const began = performance.now();
    const running: Promise<void>[] = [];
    for (const [index, piece] of work.entries()) {
      await pause(began + index * everyMs - performance.now());
      running.push(piece().catch((error: unknown) => void this.errors.push(error instanceof Error ? error.message : String(error))));
    }
    await Promise.all(running);
  }
}

export function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
