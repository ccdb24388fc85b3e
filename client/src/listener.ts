import type { FirestoreError } from 'firebase/firestore';
import { denied, watchAccess, type AccessReason, type Need } from './access.ts';
import { AbortedError, NetworkError } from './errors.ts';
import { InternalError, InvalidInputError } from './errors.generated.ts';
import type { Failed, WatchOptions } from './live-types.ts';
import type { LiveConnection } from './live-connection.ts';
import type { ToonbankError } from './toonbank-error.ts';
import { backoff, pause } from './waiting.ts';
import { say } from './words.ts';

interface Listening {
  /** Opens the listener for a person (or nobody). @returns closes it */
  open(uid: string | undefined, failed: (error: FirestoreError) => void): () => void;
  readonly need: Need;
  /** Nothing is there for somebody who is not signed in. */
  readonly own?: boolean;
  readonly error: Failed | undefined;
  readonly options: WatchOptions | undefined;
}

/** After so many refusals of somebody who has the permission, it is for something else. */
const MOST_SURPRISES = 3;

/**
 * One listener over everything that happens to it: whoever is signed in changes, access is taken away and given back.
 */
export class Listener {
  private ended = false;
  private surprises = 0;
  private uid: string | undefined;
  private close = (): void => {};
  private readonly leave: () => void;
  private readonly connection: LiveConnection;
  private readonly listening: Listening;

  constructor(connection: LiveConnection, listening: Listening) {
    this.connection = connection;
    this.listening = listening;
    const { auth } = connection.options;
    // Firebase tells who it is once it knows, and again at each change.
    this.leave = auth === undefined ? () => {} : auth.onAuthStateChanged((user) => this.isNow(user?.uid));
    if (auth === undefined) this.open();
    listening.options?.signal?.addEventListener('abort', this.stop);
    if (listening.options?.signal?.aborted === true) this.stop();
  }

  readonly stop = (): void => {
    this.ended = true;
    this.leave();
    this.close();
    this.listening.options?.signal?.removeEventListener('abort', this.stop);
  };

  /** Opens it again, for another query. The old one closes afterwards, so that what both hold is not read twice. */
  open(): void {
    if (this.ended) return;
    const before = this.close;
    if (this.listening.own === true && this.uid === undefined) this.deny('signed-out');
    else this.close = this.opened(() => this.listening.open(this.uid, (error) => this.failed(error)));
    before();
  }

  /** Who is signed in is told later, and the app may have ended its Firestore by then: that is thrown. */
  private opened(open: () => () => void): () => void {
    try {
      return open();
    } catch (cause) {
      this.end(new AbortedError('aborted', say('aborted', this.connection.language), { cause }));
      return () => {};
    }
  }

  private isNow(uid: string | undefined): void {
    this.uid = uid;
    this.surprises = 0;
    this.close();
    this.close = () => {};
    this.open();
  }

  private failed(error: FirestoreError): void {
    this.close = () => {};
    if (this.ended) return;
    if (isRefusal(error)) this.explain(error);
    else this.end(this.otherError(error));
  }

  private explain(cause: FirestoreError): void {
    const { uid } = this;
    const { need } = this.listening;
    if (uid === undefined) return this.deny('signed-out', cause);
    let told: AccessReason | undefined;
    const heard = (reason: AccessReason | undefined): void => {
      if (this.ended || (reason !== undefined && reason === told)) return;
      told = reason;
      if (reason !== undefined) this.deny(reason, cause);
      else this.tryAgain(cause);
    };
    // The second refusal is of one's own membership, unless the app is being taken down.
    const failed = (error: FirestoreError): void => (isRefusal(error) ? heard('refused') : this.failed(error));
    this.close = this.opened(() => watchAccess(this.connection.firestore, { uid, need, heard, failed }));
  }

  /** The person has access by now: it came back, or was never what was missing. */
  private tryAgain(cause: FirestoreError): void {
    this.surprises += 1;
    if (this.surprises > MOST_SURPRISES) return this.end(denied(this.connection, 'refused', this.listening.need, cause));
    const { uid } = this;
    void pause(backoff(this.surprises - 1)).then(() => {
      if (this.uid === uid) this.open();
    });
  }

  private deny(reason: AccessReason, cause?: unknown): void {
    this.tell(denied(this.connection, reason, this.listening.need, cause));
  }

  private end(error: ToonbankError): void {
    this.stop();
    this.tell(error);
  }

  private tell(error: ToonbankError): void {
    const told = this.listening.error ?? this.connection.onListenerError;
    told?.(error);
  }

  private otherError(cause: FirestoreError): ToonbankError {
    const { language } = this.connection;
    if (cause.code === 'invalid-argument') return new InvalidInputError('invalid-input', cause.message, { cause });
    if (cause.code === 'failed-precondition') return new InternalError('internal', say('answer', language), { cause });
    // The app itself ended its Firestore.
    if (cause.code === 'aborted' || cause.code === 'cancelled') return new AbortedError('aborted', say('aborted', language), { cause });
    return new NetworkError('network', say('network', language), { cause });
  }
}

function isRefusal({ code }: FirestoreError): boolean {
  return code === 'permission-denied' || code === 'unauthenticated';
}
