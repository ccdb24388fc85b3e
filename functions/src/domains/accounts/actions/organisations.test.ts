import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { anOrganisation, organisationInput, twoOrganisations, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { callAs } from '../../../../test/support/call.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { database } from '../../../platform/firestore.ts';
import { type Organisation } from '../organisation.ts';
import { createOrganisation } from './create-organisation.ts';
import { signUpProfile } from './sign-up-profile.ts';
import { updateOrganisation } from '../../../workflows/update-organisation.ts';

useStack({ functions: false });
const stored = async (path: string) => (await database().doc(path).get()).data();

describe('founding', () => {
  test('gives defaults for what is not said, an owner, and a card in the owner\'s list', async () => {
    const { orgId, organisation } = await anOrganisation({ owner: 'fenna', settings: { tradeName: 'Het Dak', website: 'hetdak.example' } });
    expect(organisation).toMatchObject({
      name: 'Van Dijk Dakwerken B.V.',
      language: 'nl',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
      website: 'https://hetdak.example',
      numbering: { invoice: '{year}-{seq:4}', creditNote: 'CN{year}-{seq:4}' },
      terms: { paymentDays: 14, quoteDays: 30 },
      vatScheme: 'standard',
      version: 1,
    });
    expect(await stored(`orgs/${orgId}/members/fenna`)).toMatchObject({ role: 'owner', permissions: ['*'], status: 'active', email: 'fenna@example.test' });
    expect(await stored(`users/fenna/memberships/${orgId}`)).toMatchObject({ role: 'owner', organisationName: 'Het Dak' });
    expect(await stored('users/fenna')).toMatchObject({ name: 'fenna', email: 'fenna@example.test', language: 'nl' });
  });

  test('again with the same key is the same organisation', async () => {
    const found = () => callAs<Organisation>('eager', createOrganisation, organisationInput(), { idempotencyKey: 'first-shop' });
    const replies = await Promise.all([found(), found(), found()]);
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
    expect((await database().collection('users/eager/memberships').get()).size).toBe(1);
  });

  test('needs somebody who is signed in', async () => {
    expect((await refusal(callAs(undefined, createOrganisation, organisationInput()))).code).toBe('unauthenticated');
  });

  test('stops at 25 organisations of one owner', async () => {
    const cards = database().collection('users/collector/memberships');
    await Promise.all(Array.from({ length: 24 }, (_, index) => cards.doc(`org-${index}`).set({ role: 'owner' })));
    await callAs('collector', createOrganisation, organisationInput());
    expect((await refusal(callAs('collector', createOrganisation, organisationInput()))).code).toBe('limit-reached');
  });

  test.each([
    ['name', { name: 'Jan \u202enaJ' }],
    ['address.postalCode', { address: { street: 'Dorpsstraat 3', postalCode: '12AB', city: 'Ons Dorp', country: 'NL' } }],
    ['address.country', { address: { street: 'Dorpsstraat 3', postalCode: '', city: 'Ons Dorp', country: 'Nederland' } }],
    ['kvkNumber', { kvkNumber: '1234567' }],
    ['vatNumber', { vatNumber: 'NL004495446B01' }],
    ['iban', { iban: 'NL91ABNA0417164301' }],
    ['bic', { bic: 'ABNA' }],
    ['bic', { iban: null }],
    ['email', { email: 'post@' }],
    ['phone', { phone: 'bel mij' }],
    ['website', { website: 'javascript:alert(1)' }],
    ['language', { language: 'de' }],
    ['currency', { currency: 'GLD' }],
    ['timeZone', { timeZone: 'Europe/Lutjebroek' }],
    ['branding.colour', { branding: { colour: 'red', logoFileId: null } }],
    ['branding.logoFileId', { branding: { colour: '#14532d', logoFileId: 'no-such-file' } }],
    ['numbering.invoice', { numbering: { invoice: '{year}', creditNote: 'C{seq}', quote: 'Q{seq}', order: 'O{seq}' } }],
    ['numbering.order', { numbering: { invoice: '{year}-{seq}', creditNote: 'C{seq}', quote: 'Q{seq}', order: '{seq}-{year}' } }],
    ['terms.paymentDays', { terms: { paymentDays: -1, quoteDays: 30 } }],
    ['vatScheme', { vatScheme: 'kor', address: { street: 'Rue Haute 17', postalCode: '1000', city: 'Brussel', country: 'BE' } }],
    ['role', { role: 'owner' }],
  ])('is refused by the name of the field %s', async (path, fields) => {
    const error = await refusal(callAs('careless', createOrganisation, organisationInput(fields)));
    expect([error.code, error.issues[0]?.path]).toEqual(['invalid-input', path]);
    expect(await stored('users/careless')).toBeUndefined();
  });
});

describe('settings', () => {
  let ours: BuiltOrganisation;
  let theirs: BuiltOrganisation;
  beforeAll(async () => {
    [ours, theirs] = await twoOrganisations({ members: { admin: 'ada', viewer: 'vic' } });
  });
  const update = (uid: string, fields: object, orgId = ours.orgId) => callAs<Organisation>(uid, updateOrganisation, fields, { orgId });

  test('change as given, clear with null, and stay where nothing is said', async () => {
    const { version } = await update('ada', { phone: '020 - 555 12 34', terms: { paymentDays: 21, quoteDays: 17 } });
    const after = await update('ada', { phone: null, ifVersion: version });
    expect(after).toMatchObject({ phone: null, terms: { paymentDays: 21, quoteDays: 17 }, kvkNumber: '27312345', version: version + 1 });
    expect((await refusal(update('ada', { tradeName: 'Te laat', ifVersion: version }))).code).toBe('version-mismatch');
  });

  test('a new name reaches the list of every member', async () => {
    await update('ada', { tradeName: 'Dakdekkers van Dijk' });
    for (const uid of [ours.owner, 'ada', 'vic']) {
      expect(await stored(`users/${uid}/memberships/${ours.orgId}`)).toMatchObject({ organisationName: 'Dakdekkers van Dijk' });
    }
    expect(await stored(`users/${theirs.owner}/memberships/${theirs.orgId}`)).toMatchObject({ organisationName: 'De Concurrent B.V.' });
  });

  test('a number format that could repeat old numbers is refused, one with other letters is not', async () => {
    const { numbering } = ours.organisation;
    const error = await refusal(update('ada', { numbering: { ...numbering, invoice: '{seq:4}-{year}' } }));
    expect([error.code, error.issues[0]?.path]).toEqual(['invalid-input', 'numbering.invoice']);
    const after = await update('ada', { numbering: { ...numbering, invoice: 'F{year}-{seq:4}' } });
    expect(after.numbering.invoice).toBe('F{year}-{seq:4}');
  });

  test('what fields say together is checked with what stands already', async () => {
    expect((await refusal(update('ada', { iban: null }))).issues[0]?.path).toBe('bic');
    await update('ada', { vatScheme: 'kor' });
    const abroad = { street: 'Rue Haute 17', postalCode: '1000', city: 'Brussel', country: 'BE' };
    expect((await refusal(update('ada', { address: abroad }))).issues[0]?.path).toBe('vatScheme');
  });

  test('take a logo that can be printed and is the organisation\'s own', async () => {
    const file = (orgId: string, id: string, fields: object) => database().doc(`orgs/${orgId}/files/${id}`).set({ contentType: 'image/png', size: 31_337, ...fields });
    await file(ours.orgId, 'logo', {});
    await file(ours.orgId, 'drawing', { contentType: 'image/svg+xml' });
    await file(ours.orgId, 'poster', { size: 2 * 1024 * 1024 + 1 });
    await file(theirs.orgId, 'foreign', {});
    const brand = (logoFileId: string) => update('ada', { branding: { colour: '#1D4ED8', logoFileId } });
    expect((await brand('logo')).branding).toEqual({ colour: '#1d4ed8', logoFileId: 'logo' });
    for (const id of ['drawing', 'poster', 'foreign']) expect((await refusal(brand(id))).issues[0]?.path).toBe('branding.logoFileId');
  });

  test('are closed to a viewer and to another organisation, and stay as they were', async () => {
    const before = await stored(`orgs/${ours.orgId}`);
    expect((await refusal(update('vic', { name: 'Van mij' }))).code).toBe('forbidden');
    expect((await refusal(update(theirs.owner, { name: 'Van mij' }))).code).toBe('not-found');
    expect(await stored(`orgs/${ours.orgId}`)).toEqual(before);
  });
});

describe('profile', () => {
  test('is made at sign-up, and replaced when said again, with its picture and age kept', async () => {
    await callAs('noor', signUpProfile, { name: 'Noor', language: 'en' }, { email: 'Noor@Example.TEST' });
    await database().doc('users/noor').update({ photo: 'https://example.test/noor.png' });
    const first = await stored('users/noor');
    await callAs('noor', signUpProfile, { name: 'Noor Jansen', phone: '+31 6 1234 5678' }, { email: 'noor@example.test' });
    expect(await stored('users/noor')).toEqual({ ...first, name: 'Noor Jansen', language: 'nl', phone: '+31612345678' });
    expect(first).toMatchObject({ email: 'noor@example.test' });
  });
});
