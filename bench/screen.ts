import { deleteApp, initializeApp } from 'firebase/app';
import { collection, connectFirestoreEmulator, getFirestore, limit, onSnapshot, orderBy, query, setLogLevel, terminate, where } from 'firebase/firestore';
import type { Stack } from '../local/stack/connect.ts';

/** What a board of open orders asks for. */
const OPEN = ['pending', 'paid', 'accepted', 'preparing', 'ready', 'out-for-delivery'];
const SHOWN = 100;

/** A board of orders on a device of its own: the public SDK with a connection of its own, under the rules. */
export interface Screen {
  /** Resolves when this screen shows the order with that status. */
  shows(orderId: string, status: string): Promise<void>;
  /** Orders it has shown since it was opened. */
  readonly seen: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** Opens a board and waits until it shows what there is. */
export async function openScreen({ projectId, ports }: Stack, idToken: string, orgId: string): Promise<Screen> {
  setLogLevel('silent');
  const app = initializeApp({ projectId, apiKey: 'local' }, `screen-${Math.random()}`);
  const firestore = getFirestore(app);
  // The emulator checks it like any token of its own; every screen would otherwise have to sign in first.
  connectFirestoreEmulator(firestore, '127.0.0.1', ports.firestore, { mockUserToken: idToken });
  const seen = new Map<string, string>();
  const waiting = new Map<string, () => void>();
  const board = query(collection(firestore, `orgs/${orgId}/orders`), where('status', 'in', OPEN), orderBy('placedAt', 'desc'), limit(SHOWN));
  const stop = await new Promise<() => void>((resolve, reject) => {
    const unsubscribe = onSnapshot(board, (snapshot) => {
      for (const { doc } of snapshot.docChanges()) {
        const status = String(doc.get('status'));
        seen.set(doc.id, status);
        waiting.get(`${doc.id} ${status}`)?.();
      }
      resolve(unsubscribe);
    }, reject);
  });
  return {
    seen,
    shows: (orderId, status) =>
      seen.get(orderId) === status ? Promise.resolve() : new Promise((resolve) => waiting.set(`${orderId} ${status}`, resolve)),
    async close() {
      stop();
      await terminate(firestore);
      await deleteApp(app);
    },
  };
}
