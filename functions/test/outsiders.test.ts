import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../local/stack/jest.ts';
import { actions } from '../src/actions.generated.ts';
import { createRole } from '../src/domains/accounts/actions/create-role.ts';
import { createCategory } from '../src/domains/catalogue/actions/create-category.ts';
import { createProduct } from '../src/domains/catalogue/actions/create-product.ts';
import { createShop } from '../src/domains/catalogue/actions/create-shop.ts';
import { inviteMember } from '../src/domains/accounts/actions/invite-member.ts';
import { removeMember } from '../src/domains/accounts/actions/remove-member.ts';
import { PERMISSIONS } from '../src/domains/accounts/api.ts';
import { createTill } from '../src/domains/till/actions/create-till.ts';
import { createRecurring } from '../src/domains/invoices/actions/create-recurring.ts';
import { createKey } from '../src/domains/keys/actions/create-key.ts';
import { startCount } from '../src/domains/stock/actions/start-count.ts';
import { linkDocument } from '../src/domains/quotes/link.ts';
import { type Action } from '../src/platform/action.ts';
import { type LinkKind } from '../src/platform/actor.ts';
import { type AppError } from '../src/platform/errors.ts';
import { database } from '../src/platform/firestore.ts';
import { signLink } from '../src/platform/link-token.ts';
import { aDraft } from './builders/invoice.ts';
import { anOrder } from './builders/order.ts';
import { anOrganisation, joinAs, type BuiltOrganisation } from './builders/organisation.ts';
import { anExpense, aProject, someTime } from './builders/project.ts';
import { aQuote, aSentQuote } from './builders/quote.ts';
import { aPizzeriaIn } from './builders/shop.ts';
import { callAs } from './support/call.ts';
import { everyPath, everything } from './support/everything.ts';
import { idFields, idOf, smallestInput, type KnownIds } from './support/outsider-input.ts';
import { refusal } from './support/refusal.ts';

/*
 * Generated from the list of actions: whoever adds an action gets these tests with it. Each proves who is refused,
 * with which code, and that not one document or file was written by trying.
 */

useStack({ functions: false });

interface Shop extends BuiltOrganisation {
  readonly ids: KnownIds;
  readonly links: Readonly<Partial<Record<LinkKind, string>>>;
}

let ours: Shop;
let theirs: Shop;
let untouched: string[];

async function aShop(name: string): Promise<Shop> {
  const built = await anOrganisation({ owner: `owner-${name}`, settings: { name } });
  const call = <Reply>(action: Action, input: object) => callAs<Reply>(built.owner, action, input, { orgId: built.orgId });
  const clerk = `clerk-${name}`;
  await joinAs(built.orgId, built.owner, clerk, 'sales');
  const role = await call<{ id: string }>(createRole, { name: 'Kassa', permissions: ['till.use'] });
  const invitation = await call<{ id: string }>(inviteMember, { email: `${name}@example.test`, role: 'viewer' });
  const quote = await aQuote(built);
  const sent = await aSentQuote(built);
  const invoice = await aDraft(built);
  const project = await aProject(built);
  await database().doc(`orgs/${built.orgId}/files/file-${name}`).set({ kind: 'receipt' });
  const made = async (action: Action, known: KnownIds = {}) => (await call<{ id: string }>(action, smallestInput(action, known))).id;
  const shopId = await made(createShop);
  const categoryId = await made(createCategory);
  const productId = await made(createProduct, { categoryId });
  const { shop, pizza } = await aPizzeriaIn(built);
  const order = await anOrder(built, { shopId: shop.id, service: 'collect', lines: [{ productId: pizza.id, quantity: 2, options: [{ optionId: 'medium' }] }] });
  // Only Stripe makes a payment; here it is enough that one exists.
  await database().doc(`orgs/${built.orgId}/payments/payment-${name}`).set({ subject: { collection: 'invoices', id: invoice.id } });
  await database().doc(`orgs/${built.orgId}/disputes/dispute-${name}`).set({ status: 'needs-response' });
  await database().doc(`orgs/${built.orgId}/tillMovements/movement-${name}`).set({ kind: 'pay-in', subject: null });
  const ids = {
    disputeId: `dispute-${name}`,
    paymentId: `payment-${name}`,
    movementId: `movement-${name}`,
    shopId,
    categoryId,
    productId,
    optionId: `${productId}_none`,
    countId: await made(startCount, { shopId }),
    recurringId: await made(createRecurring, { customerId: quote.customerId }),
    projectId: project.id,
    entryId: (await someTime(built, project.id)).id,
    expenseId: (await anExpense(built, project.id)).id,
    fileId: `file-${name}`,
    tillId: await made(createTill),
    keyId: await made(createKey),
    uid: clerk,
    role: role.id,
    roleId: role.id,
    invitationId: invitation.id,
    customerId: quote.customerId,
    quoteId: quote.id,
    invoiceId: invoice.id,
    orderId: order.orderId,
  };
  const links = { order: order.orderId, invitation: invitation.id, invoice: invoice.id, quote: linkDocument({ quoteId: sent.id, revision: sent.revision }) };
  return { ...built, ids, links };
}

beforeAll(async () => {
  [ours, theirs] = await Promise.all([aShop('ours'), aShop('theirs')]);
  await joinAs(ours.orgId, ours.owner, 'former', 'admin');
  await callAs(ours.owner, removeMember, { uid: 'former' }, { orgId: ours.orgId });
  untouched = await everything();
  expect(untouched.length).toBeGreaterThan(40);
  expect(untouched.filter((entry) => !entry.startsWith('file ')).map((entry) => entry.split(' ')[0])).toEqual(await everyPath());
}, 60_000);

/** Everything that a refusal tells a client. */
const told = ({ code, say, issues, data }: AppError) => ({ code, say, issues, data });

async function nothingWritten(): Promise<void> {
  expect(await everything()).toEqual(untouched);
}

const all: readonly (readonly [string, Action])[] = Object.entries(actions);
const withPermission = all.flatMap(([name, action]) => ('permission' in action.who ? [[name, action, action.who.permission] as const] : []));
const withLink = all.flatMap(([name, action]) => ('link' in action.who ? [[name, action, action.who.link] as const] : []));
const open = all.flatMap(([name, action]) => ('access' in action.who ? [[name, action, action.who.access] as const] : []));

describe.each(withPermission)('%s', (_name, action, permission) => {
  const attempt = (uid: string | undefined, orgId = ours.orgId) => refusal(callAs(uid, action, smallestInput(action, ours.ids), { orgId }));

  test('refuses whoever is no member, and a member without its permission', async () => {
    expect(PERMISSIONS).toContain(permission);
    expect((await attempt(undefined)).code).toBe('unauthenticated');
    const unknown = told(await attempt(theirs.owner, 'no-such-organisation'));
    expect(unknown.code).toBe('not-found');
    for (const uid of [theirs.owner, 'stranger', 'former']) expect(told(await attempt(uid))).toEqual(unknown);
    await asLesserMember(permission, async (uid) => {
      expect(told(await attempt(uid))).toMatchObject({ code: 'forbidden', data: { permission } });
    });
    await nothingWritten();
  });
});

const foreign = withPermission.flatMap(([name, action]) => idFields(action).map((field) => [name, field, action] as const));

test.each(foreign)('%s answers to the %s of another organisation as to one that does not exist', async (_name, field, action) => {
  const existing = idOf(ours.ids, field);
  expect(existing).toBeDefined();
  const owned = smallestInput(action, theirs.ids);
  const ask = (id: string | undefined) => refusal(callAs(theirs.owner, action, { ...owned, [field]: id }, { orgId: theirs.orgId }));
  const answer = told(await ask(existing));
  expect(['not-found', 'invalid-input']).toContain(answer.code);
  expect(answer).toEqual(told(await ask('no-such-document')));
  await nothingWritten();
});

describe.each(withLink)('%s', (_name, action, link) => {
  const soon = new Date(Date.now() + 86_400_000);
  const otherKind: LinkKind = link === 'quote' ? 'invoice' : 'quote';
  const attempt = (token: string | undefined) =>
    refusal(callAs(undefined, action, smallestInput(action, ours.ids), token === undefined ? {} : { token }));

  test('refuses whoever has no link, another one, an old one, or one of another organisation', async () => {
    const documentId = ours.links[link];
    if (documentId === undefined) throw new Error(`build a document that a link of kind ${link} opens`);
    const claims = { link, orgId: ours.orgId, documentId, expiresAt: soon };
    const token = signLink(claims);
    const [body = '', signature = ''] = token.split('.');
    const forged = `${Buffer.from(JSON.stringify([link, ours.orgId, documentId, 9_999_999_999])).toString('base64url')}.${signature}`;
    const invalid = told(await attempt(undefined));
    expect(invalid.code).toBe('not-found');
    for (const wrong of ['x', body, forged, signLink({ ...claims, link: otherKind })]) expect(told(await attempt(wrong))).toEqual(invalid);
    expect((await attempt(signLink({ ...claims, expiresAt: new Date(0) }))).code).toBe('expired');
    expect((await attempt(signLink({ ...claims, orgId: theirs.orgId }))).code).toBe('not-found');
    await nothingWritten();
  });
});

describe.each(open)('%s', (_name, action, access) => {
  test(`is for ${access} only`, async () => {
    // A guest is nobody in particular; what it asks of a shop that does not exist is refused by the action itself.
    const codes = { user: ['unauthenticated'], system: ['unknown-action'], guest: ['not-found', 'invalid-input'] }[access];
    const input = access === 'system' ? {} : smallestInput(action, ours.ids);
    expect(codes).toContain((await refusal(callAs(undefined, action, input, { orgId: 'no-such-organisation' }))).code);
    if (access === 'system') expect(codes).toContain((await refusal(callAs(ours.owner, action, input, { orgId: ours.orgId }))).code);
    await nothingWritten();
  });
});

/** A member of ours for the moment, with every permission but one. */
async function asLesserMember(permission: string, work: (uid: string) => Promise<void>): Promise<void> {
  const lesser = database().doc(`orgs/${ours.orgId}/members/lesser`);
  await lesser.set({ role: 'custom', status: 'active', permissions: PERMISSIONS.filter((name) => name !== permission) });
  await work('lesser');
  await lesser.delete();
}
