/** One thing wrong with one field. `path` is dotted, as in `lines.2.quantity`. */
export interface FieldIssue {
  readonly path: string;
  /** Kind of issue for a program, such as `required` or `unknown-field`. */
  readonly code: string;
  /** In English; for whoever builds the form. */
  readonly message: string;
}

/** What is known of an error beside its message. */
export interface ErrorFacts {
  /** Names the call in the server's logs; tell it to support. `null` where no call was made, as for listeners. */
  readonly correlationId?: string | null | undefined;
  readonly issues?: readonly FieldIssue[] | undefined;
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly cause?: unknown;
  /** How long the server wants us to wait. */
  readonly retryAfterMs?: number | undefined;
}

/** What the client tries again by itself: nothing happened, or asking again with the same key is the same question. */
const RETRYABLE = /^(network|timeout|busy|provider-unavailable|rate-limited)$/;

/**
 * Everything that this package throws. `message` is for the person, in the language of the client; `code` and `data`
 * are for the program. There is a class per code.
 */
export class ToonbankError<Code extends string = string> extends Error {
  override readonly name: string = 'ToonbankError';
  readonly code: Code;
  readonly correlationId: string | null;
  readonly issues: readonly FieldIssue[];
  /** Facts of this case, such as the `permission` that is missing or the lines whose price changed. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | undefined;

  constructor(code: Code, message: string, { correlationId, issues, data, cause, retryAfterMs }: ErrorFacts = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.correlationId = correlationId ?? null;
    this.issues = issues ?? [];
    this.data = data ?? {};
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same call may succeed later, unchanged. */
  get retryable(): boolean {
    return RETRYABLE.test(this.code);
  }

  /** What is wrong with one field, and with whatever lies in it: `lines` finds `lines.2.quantity` too. */
  issuesAt(path: string): readonly FieldIssue[] {
    return this.issues.filter((issue) => issue.path === path || issue.path.startsWith(`${path}.`));
  }
}
