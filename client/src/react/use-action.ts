import { useRef, useState } from 'react';
import type { CallOptions } from '../call-types.ts';
import { newKey } from '../keys.ts';
import type { ActionNamespaces } from '../namespaces.generated.ts';
import type { ToonbankError } from '../toonbank-error.ts';
import { useToonbank } from './context.ts';

type Callable = (...given: never[]) => Promise<unknown>;
type MethodOf<N extends keyof ActionNamespaces, M extends keyof ActionNamespaces[N]> = Extract<ActionNamespaces[N][M], Callable>;

export interface ActionResult<F extends Callable> {
  /**
   * Calls the action. Never rejects: `undefined` when it failed, and `error` says why. The same input again, pressed
   * twice or after a lost connection, is the same question: nothing is done twice.
   */
  run(...given: Parameters<F>): Promise<Awaited<ReturnType<F>> | undefined>;
  readonly pending: boolean;
  /** The reply to the latest call that succeeded. */
  readonly data: Awaited<ReturnType<F>> | undefined;
  /** Of the latest call; `issuesAt('email')` finds what to show beside a field. */
  readonly error: ToonbankError | undefined;
  /** Forgets the reply and the error. */
  reset(): void;
}

interface State<R> {
  readonly pending: boolean;
  readonly data: R | undefined;
  readonly error: ToonbankError | undefined;
}

const CALM = { pending: false, data: undefined, error: undefined };

/** An action as a form or button uses it: `useAction('invoices', 'finalize')`. A call goes on when the component is gone. */
export function useAction<N extends keyof ActionNamespaces, M extends keyof ActionNamespaces[N]>(namespace: N, method: M): ActionResult<MethodOf<N, M>> {
  type R = Awaited<ReturnType<MethodOf<N, M>>>;
  const toonbank = useToonbank();
  const [state, setState] = useState<State<R>>(CALM);
  const latest = useRef(0);
  const keys = useRef(new Keys());
  const run = async (input?: unknown, options?: CallOptions): Promise<R | undefined> => {
    const turn = (latest.current += 1);
    const tell = (next: (before: State<R>) => State<R>): void => {
      if (turn === latest.current) setState(next);
    };
    const key = keys.current.of([toonbank.organisationId, input]);
    const call = toonbank[namespace][method] as (given: unknown, told: CallOptions) => Promise<R>;
    tell(({ data }) => ({ pending: true, data, error: undefined }));
    try {
      const data = await call(input, { idempotencyKey: key, ...options });
      keys.current.forget(key);
      tell(() => ({ pending: false, data, error: undefined }));
      return data;
    } catch (thrown) {
      const error = thrown as ToonbankError;
      if (!mayHaveHappened(error)) keys.current.forget(key);
      tell(({ data }) => ({ pending: false, data, error }));
      return undefined;
    }
  };
  const reset = (): void => {
    latest.current += 1;
    setState(CALM);
  };
  return { ...state, run: run as unknown as ActionResult<MethodOf<N, M>>['run'], reset };
}

function mayHaveHappened({ code, retryable }: ToonbankError): boolean {
  return retryable || code === 'aborted';
}

/** The key of an input, until there was an answer to it. */
class Keys {
  private text = '';
  private key = '';

  of(input: unknown): string {
    const text = JSON.stringify(input);
    if (this.key === '' || text !== this.text) [this.text, this.key] = [text, newKey()];
    return this.key;
  }

  forget(key: string): void {
    if (key === this.key) this.key = '';
  }
}
