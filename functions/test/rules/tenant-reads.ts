import { describe, expect, test } from '@jest/globals';
import { collection, collectionGroup, deleteDoc, doc, getDoc, getDocs, limit, onSnapshot, query, setDoc, updateDoc, where } from 'firebase/firestore';
import { database } from '../../src/platform/firestore.ts';
import { addMember, allBut, allowed, denied, OUTSIDERS, type Rules } from './support.ts';

/** Who reads what of an organisation. Kept by hand on purpose: the rules and this table must agree. */
export const READABLE = {
  members: 'members.read',
  invitations: 'members.read',
  roles: 'members.read',
  customers: 'customers.read',
  customerSummaries: 'customers.read',
  quotes: 'quotes.read',
  quoteRevisions: 'quotes.read',
  invoices: 'invoices.read',
  recurringInvoices: 'invoices.read',
  invoiceSettings: 'invoices.read',
  korTurnover: 'invoices.read',
  projects: 'projects.read',
  projectSummaries: 'projects.read',
  projectPeriods: 'projects.read',
  projectExpenses: 'projects.read',
  timeEntries: 'projects.read',
  timers: 'projects.read',
  payments: 'payments.read',
  checkouts: 'payments.read',
  refunds: 'payments.read',
  disputes: 'payments.read',
  paymentAccounts: 'payments.read',
  paymentConsents: 'payments.read',
  reconciliations: 'payments.read',
  payouts: 'payments.read',
  ledger: 'books.read',
  tills: 'till.use',
  tillSessions: 'till.use',
  tillMovements: 'till.use',
  categories: 'catalogue.read',
  products: 'catalogue.read',
  stock: 'stock.read',
  stockMovements: 'stock.read',
  stockReservations: 'stock.read',
  stockCounts: 'stock.read',
  promotions: 'promotions.read',
  promotionUses: 'promotions.read',
  redemptions: 'promotions.read',
  orders: 'orders.read',
  orderNotes: 'orders.read',
  orderTickets: 'kitchen.use',
  orderDrops: 'delivery.read',
  files: 'files.read',
  outbox: 'messages.read',
  keys: 'keys.read',
  audit: 'audit.read',
} as const;

/** Open to everybody: what a shopper sees before being anybody. */
export const PUBLIC = ['menu', 'shops', 'availability'] as const;

/** No client reads these: counters, locks, memories of imports. */
export const CLOSED = ['sequences', 'customerImports', 'checkoutSlots', 'refundLocks', 'paymentCustomers', 'anything-not-named'] as const;

const seed = (path: string) => database().doc(path).set({ name: 'Bakkerij De Gouden Aar', status: 'open' });

export function tenantReads(rules: Rules): void {
  const read = (uid: string | undefined, path: string) => getDoc(doc(rules.firestore(uid), path));
  const list = (uid: string | undefined, path: string) => getDocs(query(collection(rules.firestore(uid), path), limit(20)));

  describe.each(Object.entries(READABLE))('%s, with the permission %s', (name, permission) => {
    const path = `orgs/mill/${name}`;

    test('is read by who has it, and by an owner', async () => {
      await seed(`${path}/x1`);
      await addMember('mill', 'reader', [permission]);
      for (const uid of ['reader', 'owner']) {
        await allowed(read(uid, `${path}/x1`));
        await allowed(list(uid, path));
      }
    });

    test('is closed to who has every other permission', async () => {
      await seed(`${path}/x1`);
      await addMember('mill', 'reader', allBut(permission));
      await denied(read('reader', `${path}/x1`));
      await denied(list('reader', path));
    });

    test('cannot be written by an owner', async () => {
      await seed(`${path}/x1`);
      const firestore = rules.firestore('owner');
      await denied(setDoc(doc(firestore, `${path}/x2`), { name: 'new' }));
      await denied(updateDoc(doc(firestore, `${path}/x1`), { status: 'paid' }));
      await denied(deleteDoc(doc(firestore, `${path}/x1`)));
    });

    test.each(OUTSIDERS)('is closed to %s', async (_who, uid) => {
      await seed(`${path}/x1`);
      await denied(read(uid, `${path}/x1`));
      await denied(read(uid, `${path}/no-such-document`));
      await denied(list(uid, path));
      await denied(getDocs(query(collectionGroup(rules.firestore(uid), name), limit(1))));
    });
  });

  test.each(PUBLIC)('%s is read by everybody and written by nobody', async (name) => {
    await seed(`orgs/mill/${name}/x1`);
    for (const uid of [undefined, 'stranger', 'owner']) {
      await allowed(read(uid, `orgs/mill/${name}/x1`));
      await allowed(list(uid, `orgs/mill/${name}`));
      await denied(updateDoc(doc(rules.firestore(uid), `orgs/mill/${name}/x1`), { name: 'free' }));
    }
    await denied(getDocs(query(collectionGroup(rules.firestore('owner'), name), limit(1))));
  });

  describe('an order, by its customer', () => {
    const path = 'orgs/mill/orders/x1';
    const mine = (uid: string) => query(collection(rules.firestore(uid), 'orgs/mill/orders'), where('followers', 'array-contains', uid), limit(20));

    test('is read, also as one of a list, by who follows it', async () => {
      await database().doc(path).set({ number: 'ORD-0047', followers: ['guest', 'other'] });
      await allowed(read('guest', path));
      await allowed(getDocs(mine('guest')));
    });

    test('is closed to who follows another one, to lists of all, and to writing', async () => {
      await database().doc(path).set({ number: 'ORD-0047', followers: ['other'] });
      await denied(read('guest', path));
      await denied(list('guest', 'orgs/mill/orders'));
      await denied(getDocs(query(collection(rules.firestore('guest'), 'orgs/mill/orders'), where('followers', 'array-contains', 'other'), limit(20))));
      await denied(updateDoc(doc(rules.firestore('other'), path), { followers: ['other', 'guest'] }));
    });

    test('is read by staff that may read orders, and by no other staff', async () => {
      await database().doc(path).set({ number: 'ORD-0047', followers: ['other'] });
      await addMember('mill', 'cook', allBut('orders.read'));
      await denied(read('cook', path));
      await denied(list('cook', 'orgs/mill/orders'));
      await addMember('mill', 'waiter', ['orders.read']);
      await allowed(read('waiter', path));
      await allowed(list('waiter', 'orgs/mill/orders'));
    });

    test('opens neither notes, tickets nor drops to its customer', async () => {
      for (const name of ['orderNotes', 'orderTickets', 'orderDrops']) {
        await database().doc(`orgs/mill/${name}/x1`).set({ followers: ['guest'] });
        await denied(read('guest', `orgs/mill/${name}/x1`));
      }
    });
  });

  test.each(CLOSED)('%s is closed to an owner', async (name) => {
    await seed(`orgs/mill/${name}/x1`);
    await denied(read('owner', `orgs/mill/${name}/x1`));
    await denied(setDoc(doc(rules.firestore('owner'), `orgs/mill/${name}/x2`), { last: 1 }));
  });

  test('what stands below a document is not opened by it', async () => {
    await seed('orgs/mill/invoices/x1/notes/n1');
    await denied(read('owner', 'orgs/mill/invoices/x1/notes/n1'));
  });

  describe('the organisation itself', () => {
    test('is read by a member without any permission', async () => {
      await seed('orgs/mill');
      await addMember('mill', 'reader', []);
      await allowed(read('reader', 'orgs/mill'));
      await denied(updateDoc(doc(rules.firestore('owner'), 'orgs/mill'), { name: 'Mine' }));
      await denied(list('owner', 'orgs'));
    });

    test.each(OUTSIDERS)('is closed to %s', async (_who, uid) => {
      await seed('orgs/mill');
      await denied(read(uid, 'orgs/mill'));
      await denied(setDoc(doc(rules.firestore(uid), 'orgs/other'), { name: 'Mine' }));
    });
  });

  test('the own member document is read without a permission, also after removal, and never written', async () => {
    await addMember('mill', 'reader', []);
    await allowed(read('reader', 'orgs/mill/members/reader'));
    await allowed(read('former', 'orgs/mill/members/former'));
    await denied(read('reader', 'orgs/mill/members/owner'));
    await denied(updateDoc(doc(rules.firestore('reader'), 'orgs/mill/members/reader'), { permissions: ['*'] }));
    await denied(setDoc(doc(rules.firestore('stranger'), 'orgs/mill/members/stranger'), { status: 'active', permissions: ['*'] }));
  });

  test('root collections of the system are closed', async () => {
    await seed('inbox/stripe_ev1');
    await denied(read('owner', 'inbox/stripe_ev1'));
    await denied(setDoc(doc(rules.firestore('owner'), 'inbox/stripe_ev2'), { payload: '{}' }));
  });

  test('open listeners end when the role goes, and hear nothing that is written later', async () => {
    await addMember('mill', 'reader', ['customers.read']);
    await seed('orgs/mill/customers/x1');
    const firestore = rules.firestore('reader');
    const heard: string[] = [];
    const note = (what: string) => ({ next: () => void heard.push(what), error: ({ code }: { code: string }) => void heard.push(`${what}: ${code}`) });
    const stops = [
      onSnapshot(collection(firestore, 'orgs/mill/customers'), note('list')),
      onSnapshot(doc(firestore, 'orgs/mill/customers/x1'), note('document')),
    ];
    const own = new Promise<void>((resolve, reject) => {
      stops.push(onSnapshot(doc(firestore, 'orgs/mill/members/reader'), (snapshot) => snapshot.get('status') === 'removed' && resolve(), reject));
    });
    await until(() => heard.length === 2);
    expect(heard.sort()).toEqual(['document', 'list']);
    await addMember('mill', 'reader', [], 'removed');
    await until(() => heard.length === 4);
    expect(heard.sort()).toEqual(['document', 'document: permission-denied', 'list', 'list: permission-denied']);
    await seed('orgs/mill/customers/x2');
    // Who has been removed hears that much, and from then on nothing.
    await own;
    expect(heard).toHaveLength(4);
    for (const stop of stops) stop();
  });
}

async function until(reached: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!reached()) {
    if (Date.now() > end) throw new Error('nothing was heard for ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
