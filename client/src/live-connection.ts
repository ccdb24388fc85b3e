import type { Firestore } from 'firebase/firestore';
import { Connection, type ClientSettings, type ConnectionOptions } from './connection.ts';

export interface LiveOptions extends ConnectionOptions {
  readonly firestore: Firestore;
}

/** A connection that can listen too. */
export class LiveConnection extends Connection {
  readonly firestore: Firestore;

  constructor(options: LiveOptions) {
    super({ projectId: options.firestore.app.options.projectId, ...options });
    this.firestore = options.firestore;
  }

  override with(settings: ClientSettings): LiveConnection {
    return new LiveConnection({ ...this.options, firestore: this.firestore, ...settings });
  }
}
