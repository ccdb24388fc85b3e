import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import { connectAuthEmulator, createUserWithEmailAndPassword, getAuth, signInAnonymously, type Auth } from 'firebase/auth';
import { connectFirestoreEmulator, getFirestore, terminate, type Firestore } from 'firebase/firestore';
import { connectStorageEmulator, getStorage, type FirebaseStorage } from 'firebase/storage';
import type { Stack } from '../../local/stack/connect.ts';
import { createToonbank, type LiveOptions, type Toonbank } from '../src/index.ts';

let devices = 0;

/** One device of one person: Firebase's SDK connected to a stack, and our client on it, set up as an app would. */
export class TestDevice {
  readonly app: FirebaseApp;
  readonly auth: Auth;
  readonly firestore: Firestore;
  readonly storage: FirebaseStorage;
  readonly toonbank: Toonbank;
  readonly email: string;

  constructor({ projectId, ports, functionsUrl }: Pick<Stack, 'projectId' | 'ports' | 'functionsUrl'>, options: Partial<LiveOptions> = {}) {
    devices += 1;
    this.email = `person-${devices}@example.test`;
    this.app = initializeApp({ projectId, apiKey: 'local', storageBucket: `${projectId}.appspot.com` }, `device-${devices}`);
    this.auth = getAuth(this.app);
    this.firestore = getFirestore(this.app);
    this.storage = getStorage(this.app);
    connectAuthEmulator(this.auth, `http://127.0.0.1:${ports.auth}`, { disableWarnings: true });
    connectFirestoreEmulator(this.firestore, '127.0.0.1', ports.firestore);
    connectStorageEmulator(this.storage, '127.0.0.1', ports.storage);
    this.toonbank = createToonbank({ auth: this.auth, firestore: this.firestore, apiUrl: `${functionsUrl}/api`, language: 'en', ...options });
  }

  get uid(): string {
    return this.auth.currentUser?.uid ?? '';
  }

  async signUp(): Promise<this> {
    await createUserWithEmailAndPassword(this.auth, this.email, 'correct horse 7 battery');
    return this;
  }

  /** As a shopper who has no account. */
  async signInAsNobody(): Promise<this> {
    await signInAnonymously(this.auth);
    return this;
  }

  async leave(): Promise<void> {
    await terminate(this.firestore);
    await deleteApp(this.app);
  }
}
