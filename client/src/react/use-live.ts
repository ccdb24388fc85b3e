import { useRef } from 'react';
import type { DocumentInfo, Live, LiveInfo, LiveOne, Watching } from '../live-types.ts';
import { followOrder } from '../follow-order.ts';
import type { LiveCollections } from '../namespaces.generated.ts';
import type { Order, Organisation, Profile } from '../documents.generated.ts';
import type { OwnDocuments, Toonbank } from '../toonbank.ts';
import type { ToonbankError } from '../toonbank-error.ts';
import { useListening, type LiveStatus } from './use-listening.ts';

/** Collections by the names that the client has for them. */
export type Collections = LiveCollections & Pick<OwnDocuments, 'memberships' | 'devices'>;
type DocumentOf<L> = L extends Live<infer T, infer _Filter> ? T : never;
type FilterOf<L> = L extends Live<infer _T, infer Filter> ? Filter : never;

/** Nothing listens while it is one of these: `useLive('orders', shopId && { shopId })`. */
export type Nothing = undefined | null | false | '';

export interface LiveResult<T> extends DocumentInfo {
  readonly status: LiveStatus;
  /** `undefined` until something was heard, and while the person may not listen. What did not change stays the same object. */
  readonly data: readonly T[] | undefined;
  /** Says why, in the person's language. */
  readonly error: ToonbankError | undefined;
  /** There may be more than was asked for. */
  readonly hasMore: boolean;
  /** Listens to so many more, one page more unless told. */
  more(count?: number): void;
}

export interface LiveOneResult<T> extends DocumentInfo {
  readonly status: LiveStatus;
  /** `undefined` also when there is no such document: then `status` is `live`. */
  readonly data: T | undefined;
  readonly error: ToonbankError | undefined;
}

/** A collection, live while the component is mounted. The filter is compared by what is in it. */
export function useLive<N extends keyof Collections>(name: N, filter: FilterOf<Collections[N]> | Nothing): LiveResult<DocumentOf<Collections[N]>> {
  type T = DocumentOf<Collections[N]>;
  const watching = useRef<Watching>(undefined);
  const { status, state, error } = useListening<{ documents: readonly T[]; info: LiveInfo<T> }>(keyOf(name, filter), (toonbank, tell, failed) => {
    const live = toonbank[name] as unknown as Live<T, unknown>;
    return (watching.current = live.watch(filter, (documents, info) => tell({ documents, info }), failed));
  });
  const more = (count?: number): void => watching.current?.more(count);
  return { status, data: state?.documents, error, ...infoOf(state?.info), hasMore: state?.info.hasMore ?? false, more };
}

/** One document of a collection, live while the component is mounted. */
export function useLiveOne<N extends keyof Collections>(name: N, id: string | undefined | null | false): LiveOneResult<DocumentOf<Collections[N]>> {
  type T = DocumentOf<Collections[N]>;
  return useOne<T>(keyOf(name, id), (toonbank) => {
    const live = toonbank[name] as unknown as Live<T, unknown>;
    return { watch: (next, error, options) => live.watchOne(String(id), next, error, options) };
  });
}

/** The person who is signed in. */
export function useProfile(): LiveOneResult<Profile> {
  return useOne('profile', ({ profile }) => profile);
}

/** The organisation that the client works in. */
export function useOrganisation(): LiveOneResult<Organisation> {
  return useOne('organisation', ({ organisation }) => organisation);
}

/** The order of a link, for the page of a shopper who has no account. */
export function useFollowedOrder(link: string | undefined | null): LiveOneResult<Order> {
  return useOne(keyOf('order of', link), (toonbank) => ({ watch: (next, error, options) => followOrder(toonbank, String(link), next, error, options) }));
}

function useOne<T>(to: string | undefined, of: (toonbank: Toonbank) => LiveOne<T>): LiveOneResult<T> {
  const { status, state, error } = useListening<{ document: T | undefined; info: DocumentInfo }>(to, (toonbank, tell, failed) => of(toonbank).watch((document, info) => tell({ document, info }), failed));
  return { status, data: state?.document, error, ...infoOf(state?.info) };
}

function infoOf({ fromCache, hasPendingWrites }: DocumentInfo = { fromCache: true, hasPendingWrites: false }): DocumentInfo {
  return { fromCache, hasPendingWrites };
}

function keyOf(name: string, what: unknown): string | undefined {
  return what === undefined || what === null || what === false || what === '' ? undefined : `${name} ${JSON.stringify(what)}`;
}
