import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { collection, getDocs } from 'firebase/firestore';
import * as z from 'zod';
import { ROOT } from '../../../local/bootstrap/root.mjs';
import { CAST, EMULATOR_DATA, signedInCast, type Cast, type Name } from '../../../local/seed/cast.ts';
import { useStack } from '../../../local/stack/jest.ts';
import type { Person } from '../../../local/story/person.ts';
import { storedCollections } from '../../build/generate-docs.ts';
import { database, plain } from '../../src/platform/firestore.ts';
import { resources } from '../../src/resources.ts';
import { disagreements } from '../support/shop-books.ts';
import { booksOf, documentsOf } from '../support/stripe.ts';

/** What `npm start` begins with. Where a test here fails after a change of a schema or an action: `npm run seed`. */
const stack = useStack({ importDir: EMULATOR_DATA });

const BUSINESSES = ['Lindebouw', 'Little Ladle Meals', 'Pizzeria Wolkenoven'] as const;
const orgIds = new Map<string, string>();
const orgOf = (business: string) => ({ orgId: orgIds.get(business) ?? '', owner: '' });

let cast: Cast;
beforeAll(async () => {
  cast = await signedInCast(stack());
  const { docs } = await database().collection('orgs').get();
  for (const doc of docs) orgIds.set(String(doc.get('tradeName')), doc.id);
}, 60_000);
afterAll(async () => {
  await Promise.all(Object.values(cast).map((person) => person.leave()));
});

/** How many documents somebody gets of a collection under the rules, or why none. */
async function sees(who: Person, business: string, name: string): Promise<number | string> {
  const path = `orgs/${orgOf(business).orgId}/${name}`;
  return getDocs(collection(who.firestore, path)).then(
    ({ size }) => size,
    (error: { code: string }) => error.code,
  );
}

const PLACES: Readonly<Record<Name, Readonly<Record<string, string>>>> = {
  anna: { 'Pizzeria Wolkenoven': 'owner' },
  bram: { Lindebouw: 'bookkeeper', 'Little Ladle Meals': 'bookkeeper', 'Pizzeria Wolkenoven': 'bookkeeper' },
  chantal: { 'Little Ladle Meals': 'owner' },
  dirk: {},
  elif: { 'Little Ladle Meals': 'kitchen', 'Pizzeria Wolkenoven': 'kitchen' },
  femke: { 'Pizzeria Wolkenoven': 'driver' },
  gijs: { 'Pizzeria Wolkenoven': 'sales' },
  henk: { Lindebouw: 'owner' },
  iris: { Lindebouw: 'sales' },
};

test.each(Object.keys(CAST) as Name[])('%s signs in and finds the businesses of theirs', async (name) => {
  const { docs } = await getDocs(collection(cast[name].firestore, `users/${cast[name].uid}/memberships`));
  expect(Object.fromEntries(docs.map((doc) => [doc.get('organisationName'), doc.get('role')]))).toEqual(PLACES[name]);
});

describe('under the rules', () => {
  const REFUSED = 'permission-denied';
  test.each([
    ['anna', { orders: 15, orderTickets: 3, orderDrops: 2, stock: 7, ledger: expect.any(Number), tills: 1 }],
    ['bram', { orders: 15, orderTickets: REFUSED, orderDrops: REFUSED, stock: REFUSED, ledger: expect.any(Number), tills: REFUSED }],
    ['gijs', { orders: 15, orderTickets: 3, orderDrops: 2, stock: 7, ledger: REFUSED, tills: 1 }],
    ['elif', { orders: REFUSED, orderTickets: 3, orderDrops: REFUSED, stock: 7, ledger: REFUSED, tills: REFUSED }],
    ['femke', { orders: REFUSED, orderTickets: REFUSED, orderDrops: 2, stock: REFUSED, ledger: REFUSED, tills: REFUSED }],
    ['chantal', { orders: REFUSED, orderTickets: REFUSED, orderDrops: REFUSED, stock: REFUSED, ledger: REFUSED, tills: REFUSED }],
  ] as const)('%s sees of the pizzeria what the role says', async (name, wanted) => {
    const seen = Object.keys(wanted).map(async (collectionName) => [collectionName, await sees(cast[name], 'Pizzeria Wolkenoven', collectionName)] as const);
    expect(Object.fromEntries(await Promise.all(seen))).toEqual(wanted);
  });

  test('dirk, who is nobody\'s, sees nothing of any business but the menu', async () => {
    const names = [...new Set(resources.map(({ name }) => name))].filter((name) => !['menu', 'shops', 'availability'].includes(name));
    const seen = await Promise.all(BUSINESSES.flatMap((business) => names.map((name) => sees(cast.dirk, business, name))));
    expect(new Set(seen)).toEqual(new Set([REFUSED]));
    expect(await sees(cast.dirk, 'Pizzeria Wolkenoven', 'menu')).toBe(3);
  });
});

/** The states that documents of a collection have, each once. */
async function statesOf(business: string, name: string): Promise<string[]> {
  return [...new Set((await documentsOf(orgOf(business), name)).map(({ status }) => String(status)))].sort();
}

test('orders, quotes and invoices of every state are there', async () => {
  expect(await statesOf('Pizzeria Wolkenoven', 'orders')).toEqual(['accepted', 'cancelled', 'completed', 'delivered', 'out-for-delivery', 'paid', 'pending', 'preparing', 'ready', 'refunded']);
  expect(await statesOf('Lindebouw', 'quotes')).toEqual(['accepted', 'expired', 'sent']);
  expect(await statesOf('Lindebouw', 'invoices')).toEqual(['credited', 'draft', 'open', 'overdue', 'paid', 'partly-paid']);
  expect(await statesOf('Pizzeria Wolkenoven', 'tillSessions')).toEqual(['closed', 'open']);
});

interface Numbered {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly number: string | null;
  readonly pdf: { readonly path: string } | null;
  readonly amounts: { readonly due: number };
}

const invoicesOf = async (business: string) => (await documentsOf(orgOf(business), 'invoices')) as unknown as Numbered[];

test('every issued invoice has its PDF, for members alone', async () => {
  for (const business of ['Lindebouw', 'Little Ladle Meals']) {
    for (const { number, pdf } of (await invoicesOf(business)).filter(({ status }) => status !== 'draft')) {
      const bytes = await cast.bram.download(pdf?.path ?? `${number} has none`);
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
      await expect(cast.dirk.download(pdf?.path ?? '')).rejects.toMatchObject({ code: 'storage/unauthorized' });
    }
  }
});

describe('the books hold', () => {
  test.each(BUSINESSES)('%s: movements and stock, entries and what customers owe, agree', async (business) => {
    expect(await disagreements(orgOf(business))).toEqual([]);
    const issued = (await invoicesOf(business)).filter(({ kind, status }) => kind === 'invoice' && status !== 'draft');
    const { total, receivable = 0 } = await booksOf(orgOf(business));
    expect([total, receivable]).toEqual([0, issued.reduce((sum, { amounts }) => sum + amounts.due, 0)]);
  });
});

test('every stored document is as its schema has it', async () => {
  const schemas = new Map<string, z.ZodType>();
  for (const { name, schema } of await storedCollections(join(ROOT, 'functions/src'))) if (schema !== undefined) schemas.set(name, schema);
  for (const { name, schema } of resources) schemas.set(name, schema);
  let documents = 0;
  const problems: string[] = [];
  for (const [name, schema] of schemas) {
    const { docs } = await database().collectionGroup(name).get();
    documents += docs.length;
    for (const doc of docs) {
      const encoded = z.safeEncode(schema, plain({ id: doc.id, ...doc.data() }) as never);
      if (!encoded.success) problems.push(`${doc.ref.path}: ${encoded.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join(', ')}`);
    }
  }
  expect(problems).toEqual([]);
  expect(documents).toBeGreaterThan(200);
});

test('what has fallen due since is taken up, and the numbers go on', async () => {
  const before = await invoicesOf('Lindebouw');
  const draft = before.find(({ status }) => status === 'draft');
  await stack().run('sweep');
  const effects = await database().collectionGroup('outbox').get();
  expect(effects.docs.filter((doc) => doc.get('delivery.state') !== 'SUCCESS').map((doc) => plain(doc.data()))).toEqual([]);
  const reports = await database().collectionGroup('reconciliations').get();
  expect(reports.docs.flatMap((doc) => doc.get('unmatched') as unknown[])).toEqual([]);

  const { number } = await cast.henk.call<Numbered>('invoices/finalize', { orgId: orgOf('Lindebouw').orgId, invoiceId: draft?.id });
  const year = String(number).slice(0, 5);
  const numbers = (await invoicesOf('Lindebouw')).flatMap((each) => (each.number?.startsWith(year) === true ? [each.number] : [])).sort();
  expect(numbers).toEqual(numbers.map((_, place) => `${year}${String(place + 1).padStart(4, '0')}`));
  expect(numbers.at(-1)).toBe(number);
});
