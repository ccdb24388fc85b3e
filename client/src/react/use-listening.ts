import { useEffect, useState } from 'react';
import type { Failed, Stop } from '../live-types.ts';
import type { Toonbank } from '../toonbank.ts';
import { ToonbankError } from '../toonbank-error.ts';
import { useToonbank } from './context.ts';

/** How far a listener is; `idle` when it is not to listen. After `failed` it may become `live` again by itself. */
export type LiveStatus = 'idle' | 'loading' | 'live' | 'failed';

/** The latest that was heard, and by which listener. */
interface Heard<S> {
  readonly by: string;
  readonly state: S | undefined;
  readonly error: ToonbankError | undefined;
}

export interface Listening<S> {
  readonly status: LiveStatus;
  /** `undefined` until something was heard, and again after an error. */
  readonly state: S | undefined;
  readonly error: ToonbankError | undefined;
}

/**
 * Listens while the component is mounted, to one thing at a time.
 * @param to names what is listened to: as long as it is the same, so is the listener; `undefined`: nothing
 * @param listen opens it, for the client around the component
 */
export function useListening<S>(to: string | undefined, listen: (toonbank: Toonbank, tell: (state: S) => void, failed: Failed) => Stop): Listening<S> {
  const toonbank = useToonbank();
  const { organisationId, connection } = toonbank;
  const by = `${organisationId} ${connection.language} ${to}`;
  const [heard, setHeard] = useState<Heard<S>>();
  // Not the client itself: one made at each draw by `with()` is still the same place to listen at.
  useEffect(() => (to === undefined ? undefined : opened(toonbank, by, { listen, setHeard })), [by, connection.firestore, connection.options.auth]);
  if (to === undefined) return { status: 'idle', state: undefined, error: undefined };
  // What the listener before this one heard is not shown for a moment under the new name.
  if (heard?.by !== by) return { status: 'loading', state: undefined, error: undefined };
  return { status: heard.error === undefined ? 'live' : 'failed', state: heard.state, error: heard.error };
}

interface Opening<S> {
  listen(toonbank: Toonbank, tell: (state: S) => void, failed: Failed): Stop;
  setHeard(heard: Heard<S>): void;
}

function opened<S>(toonbank: Toonbank, by: string, { listen, setHeard }: Opening<S>): Stop | undefined {
  const failed: Failed = (error) => setHeard({ by, state: undefined, error });
  try {
    return listen(toonbank, (state) => setHeard({ by, state, error: undefined }), failed);
  } catch (thrown) {
    // A filter that cannot be: shown like any other error, since a hook has nobody to throw to.
    if (!(thrown instanceof ToonbankError)) throw thrown;
    failed(thrown as ToonbankError);
    return undefined;
  }
}
