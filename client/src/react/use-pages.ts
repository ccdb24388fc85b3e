import { useEffect, useRef, useState } from 'react';
import type { Page } from '../call-types.ts';
import type { ActionNamespaces } from '../namespaces.generated.ts';
import type { Toonbank } from '../toonbank.ts';
import type { ToonbankError } from '../toonbank-error.ts';
import { useToonbank } from './context.ts';
import type { Nothing } from './use-live.ts';

/** Namespaces with a list. */
export type Listed = { [N in keyof ActionNamespaces]: ActionNamespaces[N] extends { readonly list: unknown } | { list(...given: never[]): unknown } ? N : never }[keyof ActionNamespaces];
type ListOf<N extends Listed> = ActionNamespaces[N] extends { list: infer L } ? L : never;
type InputOf<N extends Listed> = ListOf<N> extends (input?: infer I, ...rest: never[]) => unknown ? Omit<NonNullable<I>, 'after' | 'fields'> : never;
type ItemOf<N extends Listed> = ListOf<N> extends (...given: never[]) => Promise<Page<infer T, never>> ? T : ListOf<N> extends (...given: never[]) => Promise<{ readonly data: readonly (infer T)[] }> ? T : never;

export interface PagesResult<T> {
  /** All pages so far. */
  readonly data: readonly T[];
  readonly pending: boolean;
  /** Of the latest page; `more()` asks for the same one again. */
  readonly error: ToonbankError | undefined;
  readonly hasMore: boolean;
  /** Reads the next page; nothing while one is on its way, or after the last. */
  more(): void;
  /** Begins again at the first. */
  reload(): void;
}

interface State<T> {
  readonly of: string;
  readonly data: readonly T[];
  readonly next: string | null | undefined;
  readonly pending: boolean;
  readonly error: ToonbankError | undefined;
}

/** A list page by page, not live: for what is long and old. `limit` documents per page. */
export function usePages<N extends Listed>(name: N, filter: InputOf<N> | Nothing): PagesResult<ItemOf<N>> {
  type T = ItemOf<N>;
  const toonbank = useToonbank();
  const isOn = filter !== undefined && filter !== null && filter !== false && filter !== '';
  const of = `${toonbank.organisationId} ${name} ${isOn ? JSON.stringify(filter) : ''}`;
  const empty: State<T> = { of, data: [], next: undefined, pending: isOn, error: undefined };
  const [held, setState] = useState<State<T>>(empty);
  const state = held.of === of ? held : empty;
  const reading = useRef<AbortController>(undefined);

  const read = (from: State<T>): void => {
    reading.current?.abort();
    const controller = (reading.current = new AbortController());
    setState({ ...from, pending: true, error: undefined });
    void page<T>(toonbank, name, { ...(filter as object), ...(typeof from.next === 'string' ? { after: from.next } : {}) }, controller.signal).then((got) => {
      if (controller.signal.aborted) return;
      reading.current = undefined;
      if ('error' in got) setState({ ...from, pending: false, error: got.error });
      else setState({ of, data: [...from.data, ...got.data], next: got.next, pending: false, error: undefined });
    });
  };
  useEffect(() => {
    if (isOn) read(empty);
    return () => reading.current?.abort();
  }, [of]);
  const { data, pending, error, next } = state;
  const more = (): void => {
    if (isOn && reading.current === undefined && next !== null) read(state);
  };
  return { data, pending, error, hasMore: next !== null && (next !== undefined || error !== undefined), more, reload: () => isOn && read(empty) };
}

async function page<T>(toonbank: Toonbank, name: Listed, input: object, signal: AbortSignal): Promise<{ data: readonly T[]; next: string | null } | { error: ToonbankError }> {
  try {
    const list = (toonbank[name] as { list: unknown }).list as (given: object, options: { signal: AbortSignal }) => Promise<{ data: readonly T[]; next: string | null }>;
    return await list(input, { signal });
  } catch (thrown) {
    return { error: thrown as ToonbankError };
  }
}
