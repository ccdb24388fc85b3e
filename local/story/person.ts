import { initializeApp, deleteApp, type FirebaseApp } from 'firebase/app';
import { connectAuthEmulator, createUserWithEmailAndPassword, getAuth, signInAnonymously, signInWithEmailAndPassword, type Auth } from 'firebase/auth';
import {
  connectFirestoreEmulator,
  doc,
  getFirestore,
  onSnapshot,
  setDoc,
  terminate,
  type DocumentData,
  type Firestore,
  type Query,
} from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions, httpsCallable, type Functions } from 'firebase/functions';
import { connectStorageEmulator, getBytes, getStorage, ref, uploadBytes, type FirebaseStorage } from 'firebase/storage';
import { REGION } from '../stack/config.ts';
import type { Stack } from '../stack/connect.ts';

/** Documents as a listener last saw them, and every state that each of them went through. */
export interface Watch {
  readonly seen: Map<string, string[]>;
  readonly latest: Map<string, DocumentData>;
  /** The code of the refusal that ended the listener, if one did. */
  refused(): string | undefined;
  stop(): void;
}

/** One person with a browser of their own: the public Firebase SDK and nothing else. */
export class Person {
  private readonly app: FirebaseApp;
  private readonly auth: Auth;
  readonly firestore: Firestore;
  private readonly functions: Functions;
  private readonly storage: FirebaseStorage;
  readonly email: string;

  constructor(stack: Stack, email: string) {
    this.email = email;
    const { projectId, ports } = stack;
    const config = { projectId, apiKey: 'local', storageBucket: `${projectId}.appspot.com` };
    this.app = initializeApp(config, `${email}-${Math.random()}`);
    this.auth = getAuth(this.app);
    this.firestore = getFirestore(this.app);
    this.functions = getFunctions(this.app, REGION);
    this.storage = getStorage(this.app);
    connectAuthEmulator(this.auth, `http://127.0.0.1:${ports.auth}`, { disableWarnings: true });
    connectFirestoreEmulator(this.firestore, '127.0.0.1', ports.firestore);
    connectFunctionsEmulator(this.functions, '127.0.0.1', ports.functions);
    connectStorageEmulator(this.storage, '127.0.0.1', ports.storage);
  }

  get uid(): string {
    const user = this.auth.currentUser;
    if (user === null) throw new Error(`${this.email} is not signed in`);
    return user.uid;
  }

  async signUp(): Promise<void> {
    await createUserWithEmailAndPassword(this.auth, this.email, 'correct horse 7 battery');
  }

  /** Signs in without saying who, as a shopper does who wants to listen to an order. */
  async signInAnonymously(): Promise<void> {
    await signInAnonymously(this.auth);
  }

  /** Signs in to an account that exists. */
  async signIn(password: string): Promise<void> {
    await signInWithEmailAndPassword(this.auth, this.email, password);
  }

  /** Gets a new ID token, after a move of the clock that the app cannot know of. */
  async renew(): Promise<void> {
    await this.auth.currentUser?.getIdToken(true);
  }

  /** The ID token, for requests without the SDK. */
  async token(): Promise<string> {
    const user = this.auth.currentUser;
    if (user === null) throw new Error(`${this.email} is not signed in`);
    return user.getIdToken();
  }

  /** Calls an action as an app does: `httpsCallable(functions, 'api/<name>')`. */
  async call<Reply>(name: string, data: object): Promise<Reply> {
    const reply = await httpsCallable<object, Reply>(this.functions, `api/${name}`)(data);
    return reply.data;
  }

  async write(path: string, data: DocumentData): Promise<void> {
    await setDoc(doc(this.firestore, path), data);
  }

  async upload(path: string, bytes: Uint8Array, contentType: string): Promise<void> {
    await uploadBytes(ref(this.storage, path), bytes, { contentType });
  }

  async download(path: string): Promise<Uint8Array> {
    return new Uint8Array(await getBytes(ref(this.storage, path)));
  }

  /** Listens to a query and notes the `status` of every document at each change. */
  watch(query: Query): Watch {
    const seen = new Map<string, string[]>();
    const latest = new Map<string, DocumentData>();
    let refusal: string | undefined;
    const stop = onSnapshot(
      query,
      (snapshot) => {
        for (const change of snapshot.docChanges()) {
          if (change.type === 'removed') continue;
          const states = seen.get(change.doc.id) ?? [];
          const status = String(change.doc.get('status'));
          if (states.at(-1) !== status) states.push(status);
          seen.set(change.doc.id, states);
          latest.set(change.doc.id, change.doc.data());
        }
      },
      (error) => (refusal = error.code),
    );
    return { seen, latest, refused: () => refusal, stop };
  }

  async leave(): Promise<void> {
    await terminate(this.firestore);
    await deleteApp(this.app);
  }
}
