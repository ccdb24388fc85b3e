import { getApps, initializeApp } from 'firebase-admin/app';
import { getFirestore, Timestamp, type Firestore } from 'firebase-admin/firestore';

let firestore: Firestore | undefined;

/** The database, opened at the first use so that loading the code costs nothing. */
export function database(): Firestore {
  if (firestore === undefined) {
    // The functions SDK has an app of its own for checking tokens, under another name.
    if (!getApps().some(({ name }) => name === '[DEFAULT]')) initializeApp();
    firestore = getFirestore();
    firestore.settings({ ignoreUndefinedProperties: true });
  }
  return firestore;
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
