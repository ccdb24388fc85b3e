import type { Firestore } from 'firebase/firestore';
import { Connection, type ClientSettings, type ConnectionOptions } from './connection.ts';
import type { Failed } from './live-types.ts';

export interface LiveOptions extends ConnectionOptions {
  readonly firestore: Firestore;
  /** Hears what goes wrong with listeners that were given no `error` of their own. Without it nobody does. */
  readonly onListenerError?: Failed | undefined;
}

/** A connection that can listen too. */
export class LiveConnection extends Connection {
  readonly firestore: Firestore;
  readonly onListenerError: Failed | undefined;

  constructor(options: LiveOptions) {
    super({ projectId: options.firestore.app.options.projectId, ...options });
    this.firestore = options.firestore;
    this.onListenerError = options.onListenerError;
  }

  override with(settings: ClientSettings): LiveConnection {
    return new LiveConnection({ ...this.options, firestore: this.firestore, onListenerError: this.onListenerError, ...settings });
  }
}
