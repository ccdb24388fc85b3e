/** What a call may be told beside its input. */
export interface CallOptions {
  /** Breaks the call off: the request is ended and nothing is tried again. */
  readonly signal?: AbortSignal | undefined;
  /** Same key, same input: the same reply, and nothing is done twice. Made anew for each call unless given. */
  readonly idempotencyKey?: string | undefined;
  /** Another organisation than the client's own, for this call. */
  readonly organisationId?: string | undefined;
  /** Milliseconds for the whole call with all its attempts; 60,000 unless given. */
  readonly timeoutMs?: number | undefined;
  /** How often a call is tried again after a failure that may pass; 3 unless given. */
  readonly retries?: number | undefined;
}

/** For callers who hold a public link. */
export interface LinkOptions extends CallOptions {
  /** The token in the link's address. */
  readonly link: string;
}

/** A page of a list; with `fields`, documents have only those and the id. */
export interface Page<T, F extends keyof T = never> {
  readonly data: readonly ([F] extends [never] ? T : Pick<T, F | ('id' & keyof T)>)[];
  /** Hand it back as `after` for the next page; `null` at the end. */
  readonly next: string | null;
}
