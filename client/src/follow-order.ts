import { signInAnonymously } from 'firebase/auth';
import type { Order } from './documents.generated.ts';
import { AbortedError } from './errors.ts';
import { InternalError, InvalidInputError } from './errors.generated.ts';
import type { Failed, NextOne, Stop, WatchOptions } from './live-types.ts';
import type { Toonbank } from './toonbank.ts';
import { ToonbankError } from './toonbank-error.ts';
import { say } from './words.ts';

/**
 * Listens to the order of a link, for whoever holds it: a shopper who has no account is signed in anonymously first.
 * At most ten devices follow an order; one that did so before goes on doing so. After another person signs in on the
 * device, follow it again.
 * @param link the address in the mail, or the `token` that `orders.place` replied with
 * @param failed hears `NotFoundError` or `ExpiredError` for a link that is none, `LimitReachedError` for one device too many
 */
export function followOrder(toonbank: Toonbank, link: string, next: NextOne<Order>, failed?: Failed, options: WatchOptions = {}): Stop {
  const ended = new AbortController();
  const { signal } = ended;
  let stopListening = (): void => {};
  const stop = (): void => {
    ended.abort();
    stopListening();
    options.signal?.removeEventListener('abort', stop);
  };
  options.signal?.addEventListener('abort', stop);
  if (options.signal?.aborted === true) stop();
  const begin = async (): Promise<void> => {
    const { orgId, orderId } = await admitted(toonbank, link, signal);
    if (!signal.aborted) stopListening = toonbank.with({ organisationId: orgId }).orders.watchOne(orderId, next, failed);
  };
  void begin().catch((error: unknown) => {
    if (!signal.aborted) (failed ?? toonbank.connection.onListenerError)?.(errorOf(error, toonbank));
  });
  return stop;
}

/** The person behind this device, let in to the order. */
async function admitted(toonbank: Toonbank, link: string, signal: AbortSignal): Promise<{ readonly orgId: string; readonly orderId: string }> {
  const { connection } = toonbank;
  const { auth } = connection.options;
  const { language } = connection;
  if (auth === undefined) throw new InvalidInputError('invalid-input', say('signed-out', language), { issues: [{ path: 'auth', code: 'required', message: 'is required' }] });
  const user = await connection.user();
  if (signal.aborted) throw new AbortedError('aborted', say('aborted', language));
  if (user === undefined) await signInAnonymously(auth);
  return toonbank.orders.follow({ link: tokenIn(link) }, { signal });
}

function tokenIn(link: string): string {
  return /\/order\/([\w.-]+)/.exec(link)?.[1] ?? link.trim();
}

function errorOf(thrown: unknown, { connection }: Toonbank): ToonbankError {
  return thrown instanceof ToonbankError ? (thrown as ToonbankError) : new InternalError('internal', say('no-guests', connection.language), { cause: thrown });
}
