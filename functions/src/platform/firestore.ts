import { deleteApp, getApps, initializeApp, type App } from 'firebase-admin/app';
import { getFirestore, Timestamp, type Firestore } from 'firebase-admin/firestore';

let firestore: Firestore | undefined;

/** The Admin SDK's default app, made when nobody has. */
export function defaultApp(): App {
  // The functions SDK has an app of its own for checking tokens, under another name.
  return getApps().find(({ name }) => name === '[DEFAULT]') ?? initializeApp();
}

/** The database, opened at the first use so that loading the code costs nothing. */
export function database(): Firestore {
  if (firestore === undefined) {
    firestore = getFirestore(defaultApp());
    firestore.settings({ ignoreUndefinedProperties: true });
  }
  return firestore;
}

/** Ends the connection. For programs that go on to another emulator; the next use opens a new one. */
export async function closeDatabase(): Promise<void> {
  firestore = undefined;
  await Promise.all(getApps().map((app) => deleteApp(app)));
}

/** Firestore's timestamps become `Date`, however deep; what the rest of the code knows is plain data. */
export function plain(value: unknown): unknown {
  if (value instanceof Timestamp) return value.toDate();
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}
