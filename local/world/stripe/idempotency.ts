import { StripeFailure } from './errors.ts';
import type { Answer } from '../http.ts';

interface Kept {
  path: string;
  fingerprint: string;
  /** Absent while the first request with the key runs. */
  answer?: Answer;
  at: number;
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * Stripe's idempotency layer for POST: the first answer under a key is kept for 24 hours, whatever it was, server errors too;
 * refused parameters and rate limits are not kept, because nothing had begun. Keys are per account.
 */
export class IdempotencyStore {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly now: () => number) {}

  /**
   * Opens a key. Returns the kept answer to replay, or `undefined` when the caller is to go on and then call `finish`.
   * Throws 409 while the first request runs, 400 when path or parameters differ from the first.
   */
  begin(scope: string, key: string, path: string, fingerprint: string): Answer | undefined {
    if (key.length > 255) {
      throw new StripeFailure(400, { type: 'invalid_request_error', message: 'Idempotency keys can be at most 255 characters long.' });
    }
    const id = `${scope}\n${key}`;
    const found = this.kept.get(id);
    if (!found || this.now() - found.at > DAY_MS) {
      this.kept.set(id, { path, fingerprint, at: this.now() });
      return undefined;
    }
    if (found.path !== path) throw mismatch(`the same endpoint they were first used for ('${path}' vs '${found.path}')`, key);
    if (found.fingerprint !== fingerprint) throw mismatch('the same parameters they were first used with', key, true);
    if (!found.answer) {
      throw new StripeFailure(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message:
          'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, ' +
          `and the other request is still going through): ${key}. Please try again.`,
      });
    }
    return found.answer;
  }

  /** Keeps the answer, or frees the key when there is none to keep. */
  finish(scope: string, key: string, answer: Answer | undefined): void {
    const id = `${scope}\n${key}`;
    const found = this.kept.get(id);
    if (found && answer) found.answer = answer;
    else this.kept.delete(id);
  }

  clear(): void {
    this.kept.clear();
  }
}

const mismatch = (what: string, key: string, params = false): StripeFailure =>
  new StripeFailure(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used ${params ? 'with' : 'for'} ${what}. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
