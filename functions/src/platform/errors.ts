import { dutchOf } from './field-dutch.ts';

/** What the person who asked is told, in the languages the product speaks. */
export interface Say {
  readonly en: string;
  readonly nl: string;
}

export type Language = keyof Say;

export type AppErrorCode =
  | 'invalid-input'
  | 'unauthenticated'
  | 'app-check-required'
  | 'forbidden'
  | 'not-found'
  | 'unknown-action'
  | 'method-not-allowed'
  | 'unsupported-media-type'
  | 'wrong-state'
  | 'conflict'
  | 'version-mismatch'
  | 'idempotency-mismatch'
  | 'expired'
  | 'too-large'
  | 'rate-limited'
  | 'limit-reached'
  | 'provider-refused'
  | 'provider-unavailable'
  | 'not-configured'
  | 'busy'
  | 'internal';

/** The names Firebase's callable protocol knows; its clients see these as `functions/<status>`. */
export type CallableStatus =
  | 'invalid-argument'
  | 'unauthenticated'
  | 'permission-denied'
  | 'not-found'
  | 'failed-precondition'
  | 'already-exists'
  | 'aborted'
  | 'resource-exhausted'
  | 'unavailable'
  | 'internal';

interface ErrorKind {
  readonly http: number;
  readonly callable: CallableStatus;
  /** `warning` for what users can cause, `error` for what we must mend. */
  readonly severity: 'warning' | 'error';
  readonly say: Say;
}

/** One row per code; the compiler refuses a code without a row. */
export const errorKinds: Record<AppErrorCode, ErrorKind> = {
  'invalid-input': {
    http: 400,
    callable: 'invalid-argument',
    severity: 'warning',
    say: { en: 'Some fields are not right.', nl: 'Sommige velden kloppen niet.' },
  },
  unauthenticated: {
    http: 401,
    callable: 'unauthenticated',
    severity: 'warning',
    say: { en: 'Please sign in first.', nl: 'Log eerst in.' },
  },
  'app-check-required': {
    http: 401,
    callable: 'unauthenticated',
    severity: 'warning',
    say: { en: 'This app could not be verified.', nl: 'Deze app kon niet worden geverifieerd.' },
  },
  forbidden: {
    http: 403,
    callable: 'permission-denied',
    severity: 'warning',
    say: { en: 'You are not allowed to do this.', nl: 'Je mag dit niet doen.' },
  },
  'not-found': {
    http: 404,
    callable: 'not-found',
    severity: 'warning',
    say: { en: 'This does not exist.', nl: 'Dit bestaat niet.' },
  },
  'unknown-action': {
    http: 404,
    callable: 'not-found',
    severity: 'warning',
    say: { en: 'There is no such action.', nl: 'Deze actie bestaat niet.' },
  },
  'method-not-allowed': {
    http: 405,
    callable: 'invalid-argument',
    severity: 'warning',
    say: { en: 'This method is not possible here.', nl: 'Deze methode kan hier niet.' },
  },
  'unsupported-media-type': {
    http: 415,
    callable: 'invalid-argument',
    severity: 'warning',
    say: { en: 'This content type is not accepted.', nl: 'Dit inhoudstype wordt niet aanvaard.' },
  },
  'wrong-state': {
    http: 409,
    callable: 'failed-precondition',
    severity: 'warning',
    say: { en: 'This is not possible in the present state.', nl: 'Dat kan niet in de huidige toestand.' },
  },
  conflict: {
    http: 409,
    callable: 'already-exists',
    severity: 'warning',
    say: { en: 'This exists already.', nl: 'Dit bestaat al.' },
  },
  'version-mismatch': {
    http: 412,
    callable: 'aborted',
    severity: 'warning',
    say: { en: 'Somebody changed this in the meantime.', nl: 'Iemand heeft dit intussen gewijzigd.' },
  },
  'idempotency-mismatch': {
    http: 422,
    callable: 'already-exists',
    severity: 'warning',
    say: {
      en: 'This idempotency key was used for another request.',
      nl: 'Deze idempotency key is al voor een ander verzoek gebruikt.',
    },
  },
  expired: {
    http: 410,
    callable: 'failed-precondition',
    severity: 'warning',
    say: { en: 'This link has expired.', nl: 'Deze link is verlopen.' },
  },
  'too-large': {
    http: 413,
    callable: 'invalid-argument',
    severity: 'warning',
    say: { en: 'This request is too large.', nl: 'Dit verzoek is te groot.' },
  },
  'rate-limited': {
    http: 429,
    callable: 'resource-exhausted',
    severity: 'warning',
    say: { en: 'Too many requests. Try again in a moment.', nl: 'Te veel verzoeken. Probeer het zo weer.' },
  },
  'limit-reached': {
    http: 409,
    callable: 'resource-exhausted',
    severity: 'warning',
    say: { en: 'A limit has been reached.', nl: 'Een limiet is bereikt.' },
  },
  'provider-refused': {
    http: 422,
    callable: 'failed-precondition',
    severity: 'warning',
    say: { en: 'The payment provider refused this.', nl: 'De betaaldienst heeft dit geweigerd.' },
  },
  'provider-unavailable': {
    http: 503,
    callable: 'unavailable',
    severity: 'error',
    say: {
      en: 'A service we depend on does not answer. Try again; nothing is done twice.',
      nl: 'Een dienst die wij gebruiken antwoordt niet. Probeer het opnieuw; er gebeurt niets dubbel.',
    },
  },
  'not-configured': {
    http: 500,
    callable: 'internal',
    severity: 'error',
    say: { en: 'This installation is not set up for this.', nl: 'Deze installatie is hier niet voor ingericht.' },
  },
  busy: {
    http: 503,
    callable: 'unavailable',
    severity: 'warning',
    say: { en: 'It is very busy. Try again.', nl: 'Het is erg druk. Probeer het opnieuw.' },
  },
  internal: {
    http: 500,
    callable: 'internal',
    severity: 'error',
    say: { en: 'Something went wrong on our side.', nl: 'Er ging iets mis aan onze kant.' },
  },
};

/** One thing wrong with one field. `path` is dotted, as the caller wrote it: `lines.2.quantity`. */
export interface FieldIssue {
  readonly path: string;
  readonly code: string;
  /** In English, for the log and for programs. */
  readonly message: string;
  /** In Dutch, where that is not to be had from the English (`field-dutch.ts`). */
  readonly dutch?: string;
}

/** The issues as a client gets them, in the language of its reader; what has no Dutch stays English. */
export function issuesIn(language: Language, issues: readonly FieldIssue[]): Omit<FieldIssue, 'dutch'>[] {
  return issues.map(({ path, code, message, dutch }) => ({ path, code, message: language === 'nl' ? (dutch ?? dutchOf(message) ?? message) : message }));
}

interface AppErrorOptions {
  /** What the person reads; without it, the code's own sentence. */
  readonly say?: Say;
  readonly issues?: readonly FieldIssue[];
  /** Facts a program may act on, such as the line whose price changed. Never secrets. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The only error that actions throw. `message` is for the log; `say` is for the person. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;
  readonly say: Say;
  readonly issues: readonly FieldIssue[];
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.say = options.say ?? errorKinds[code].say;
    this.issues = options.issues ?? [];
    this.data = options.data;
  }

  get kind(): ErrorKind {
    return errorKinds[this.code];
  }
}

/** An `invalid-input` about one field, for rules that a schema cannot express. */
export function invalidField(path: string, say: Say): AppError {
  return new AppError('invalid-input', `${path}: ${say.en}`, {
    say,
    issues: [{ path, code: 'custom', message: say.en, dutch: say.nl }],
  });
}

/** Turns whatever was thrown into an AppError; the unknown becomes `internal` and keeps its cause for the log. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(isContention(thrown) ? 'busy' : 'internal', message, { cause: thrown });
}

/** gRPC ABORTED (10): Firestore gave up after its retries because others hold the same documents. */
function isContention(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 10;
}
