import type { ToonbankError } from './toonbank-error.ts';

/** What is known of the documents that `next` gets. */
export interface LiveInfo<T> {
  /** From the device's cache; the server has not been heard yet, or there is no connection. */
  readonly fromCache: boolean;
  /** Some of it was written on this device and not yet confirmed. */
  readonly hasPendingWrites: boolean;
  /** There may be more than was asked for: `stop.more()`. */
  readonly hasMore: boolean;
  /** What is different since the call before; of the first call, everything. */
  readonly changes: readonly { readonly type: 'added' | 'modified' | 'removed'; readonly document: T }[];
}

export type DocumentInfo = Pick<LiveInfo<unknown>, 'fromCache' | 'hasPendingWrites'>;

export type Next<T> = (documents: readonly T[], info: LiveInfo<T>) => void;
export type NextOne<T> = (document: T | undefined, info: DocumentInfo) => void;

/**
 * Hears what stands between the listener and the documents. After a `ForbiddenError` or `UnauthenticatedError` the
 * listener goes on by itself as soon as the person may listen again; any other error ends it.
 */
export type Failed = (error: ToonbankError) => void;

export interface WatchOptions {
  /** Ends the listener, like calling what `watch` returns. */
  readonly signal?: AbortSignal | undefined;
}

/** Ends the listener. */
export type Stop = () => void;

/** Ends the listener when called. */
export interface Watching {
  (): void;
  /** Listens to so many more, one page more unless told. All are read anew, and paid for. */
  more(count?: number): void;
}

/** A collection that can be listened to. `Filter` has only what has an index. */
export interface Live<T, Filter> {
  watch(filter: Filter, next: Next<T>, error?: Failed, options?: WatchOptions): Watching;
  /** `undefined` while there is no such document. */
  watchOne(id: string, next: NextOne<T>, error?: Failed, options?: WatchOptions): Stop;
}

/** One document that needs no id. */
export interface LiveOne<T> {
  watch(next: NextOne<T>, error?: Failed, options?: WatchOptions): Stop;
}
