import { deleteApp, initializeApp } from 'firebase/app';
import { collection, connectFirestoreEmulator, getFirestore, limit, onSnapshot, orderBy, query, setLogLevel, terminate, where, type QueryConstraint } from 'firebase/firestore';
import type { Stack } from '../local/stack/connect.ts';

/** A board shows all there is; this many would not fit on a wall. */
const BOARD = 100;
/** As many rows as fit on a screen without scrolling. */
const SCREENFUL = 20;

/** What a screen asks for, in the collection of that name. */
export interface View {
  readonly collection: string;
  readonly constraints: readonly QueryConstraint[];
}

const newestOpen: readonly QueryConstraint[] = [where('open', '==', true), orderBy('placedAt', 'desc')];

/** The open orders of an organisation, or of one of its shops. */
export function openOrders(shopId?: string): View {
  return { collection: 'orders', constraints: [...(shopId === undefined ? [] : [where('shopId', '==', shopId)]), ...newestOpen, limit(BOARD)] };
}

/** What a kitchen makes, the most urgent first. */
export function tickets(shopId: string): View {
  return { collection: 'orderTickets', constraints: [where('shopId', '==', shopId), orderBy('dueAt'), limit(BOARD)] };
}

/** The first screenful of a list, the newest on top; who scrolls asks for more. */
export function newest(collection: string, moment: string): View {
  return { collection, constraints: [orderBy(moment, 'desc'), limit(SCREENFUL)] };
}

/** A screen on a device of its own: the public SDK with a connection of its own, under the rules. */
export interface Screen {
  /** Resolves when this screen shows the document with that status. */
  shows(id: string, status: string): Promise<void>;
  /** Documents it has shown since it was opened, with their last status. */
  readonly seen: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** Opens a screen and waits until it shows what there is. */
export async function openScreen({ projectId, ports }: Stack, idToken: string, orgId: string, { collection: name, constraints }: View = openOrders()): Promise<Screen> {
  setLogLevel('silent');
  const app = initializeApp({ projectId, apiKey: 'local' }, `screen-${Math.random()}`);
  const firestore = getFirestore(app);
  // The emulator checks it like any token of its own; every screen would otherwise have to sign in first.
  connectFirestoreEmulator(firestore, '127.0.0.1', ports.firestore, { mockUserToken: idToken });
  const seen = new Map<string, string>();
  const waiting = new Map<string, () => void>();
  const board = query(collection(firestore, `orgs/${orgId}/${name}`), ...constraints);
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
    shows: (id, status) => (seen.get(id) === status ? Promise.resolve() : new Promise((resolve) => waiting.set(`${id} ${status}`, resolve))),
    async close() {
      stop();
      await terminate(firestore);
      await deleteApp(app);
    },
  };
}
