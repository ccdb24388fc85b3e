import { StrictMode, useEffect, type ReactElement } from 'react';
import { place } from './dom.ts';
import { createRoot } from 'react-dom/client';
import { until } from '../../local/story/wait.ts';
import { ToonbankProvider } from '../src/react/index.ts';
import type { Files, Toonbank } from '../src/index.ts';

/** A component that does nothing but use a hook. */
export interface Rendered<R> {
  /** What the hook gave at the latest draw. */
  readonly now: R;
  /** All that it gave, oldest first. */
  readonly all: readonly R[];
  /** Draws again, with another client or as before. */
  redraw(client?: Toonbank): void;
  unmount(): void;
}

interface Around {
  readonly client: Toonbank;
  readonly files?: Files;
  readonly strict?: boolean;
}

/** Mounts a component that uses `hook`, below a provider. @returns once it was drawn and its effects have run */
export async function renderHook<R>(hook: () => R, { client, files, strict = false }: Around): Promise<Rendered<R>> {
  const all: R[] = [];
  let mounts = 0;
  const Uses = (): null => {
    all.push(hook());
    useEffect(() => void (mounts += 1), []);
    return null;
  };
  const tree = (of: Toonbank): ReactElement => {
    const inner = (
      <ToonbankProvider client={of} files={files}>
        <Uses />
      </ToonbankProvider>
    );
    return strict ? <StrictMode>{inner}</StrictMode> : inner;
  };
  const root = createRoot(place());
  root.render(tree(client));
  // Where React mounts everything twice, what is begun in between would be ended.
  await until('it to be mounted', () => mounts === (strict ? 2 : 1));
  return {
    get now(): R {
      const last = all.at(-1);
      if (last === undefined) throw new Error('it is not drawn yet');
      return last;
    },
    all,
    redraw: (other = client) => root.render(tree(other)),
    unmount: () => root.unmount(),
  };
}
