import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aCustomer, customerInput } from '../../../../test/builders/customer.ts';
import { twoOrganisations, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { aQuote } from '../../../../test/builders/quote.ts';
import { callAs } from '../../../../test/support/call.ts';
import { database } from '../../../platform/firestore.ts';
import { deleteCustomer } from '../../../workflows/delete-customer.ts';
import { type Customer } from '../api.ts';
import { archiveCustomer } from './archive-customer.ts';
import { createCustomer } from './create-customer.ts';
import { restoreCustomer } from './restore-customer.ts';
import { searchCustomers } from './search-customers.ts';
import { updateCustomer } from './update-customer.ts';

useStack({ functions: false });
let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
beforeAll(async () => {
  [ours, theirs] = await twoOrganisations({ members: { viewer: 'viewer' } });
});

const call = <Reply = Customer>(action: Parameters<typeof callAs>[1], input: object, uid = ours.owner) =>
  callAs<Reply>(uid, action, input, { orgId: ours.orgId });
const documents = async () => (await database().collection(`orgs/${ours.orgId}/customers`).get()).size;

interface Page {
  readonly customers: readonly { readonly id: string; readonly name: string }[];
  readonly nextCursor: string | null;
}
const search = (text: string, rest: object = {}) => call<Page>(searchCustomers, { text, ...rest });
const names = async (text: string) => (await search(text)).customers.map(({ name }) => name);

describe('creating and changing', () => {
  test('a customer gets a number, the organisation\'s language and normal forms of what was typed', async () => {
    const typed = { language: undefined, email: ' Fenna@GoudenAar.Example ', vatNumber: 'nl 0020.65538.b01', iban: 'NL91 ABNA 0417 1643 00' };
    const customer = await aCustomer(ours, typed);
    expect(customer).toMatchObject({ language: 'nl', email: 'fenna@goudenaar.example', vatNumber: 'NL002065538B01', iban: 'NL91ABNA0417164300', version: 1 });
    const next = await aCustomer(ours, { name: 'Volgende' });
    expect(next.number).toBe(customer.number + 1);
    expect(customer.number).toBeGreaterThan(10_000);
  });

  test.each([
    ['name', { name: '   ' }],
    ['name', { name: 'Jan \u202Enaj' }],
    ['name', { name: 'Jan\u0000' }],
    ['kind', { kind: 'robot' }],
    ['vatNumber', { vatNumber: 'NL002065539B01' }],
    ['iban', { iban: 'NL91ABNA0417164301' }],
    ['kvkNumber', { kvkNumber: '1234567' }],
    ['email', { email: 'geen adres' }],
    ['paymentDays', { paymentDays: -3 }],
    ['address.postalCode', { address: { street: 'Lijnmarkt 31', postalCode: '35', city: 'Utrecht', country: 'NL' } }],
    ['otherAddresses.0.address.country', { otherAddresses: [{ label: 'Bouw', address: { street: 'A 2', postalCode: '1', city: 'B', country: 'XX' } }] }],
    ['contacts.0.name', { contacts: [{ name: '' }] }],
    ['nickname', { nickname: 'x' }],
  ])('a wrong %s is named and nothing is written', async (path, fields) => {
    const before = await documents();
    await expect(call(createCustomer, customerInput(fields))).rejects.toMatchObject({ code: 'invalid-input', issues: [expect.objectContaining({ path })] });
    expect(await documents()).toBe(before);
  });

  test('a change touches only the fields given; one that comes too late is refused', async () => {
    const { id } = await aCustomer(ours);
    const changed = await call(updateCustomer, { customerId: id, phone: '030-231 45 67', ifVersion: 1 });
    expect(changed).toMatchObject({ phone: '0302314567', name: 'Bakkerij De Gouden Aar', version: 2 });
    await expect(call(updateCustomer, { customerId: id, name: 'Te laat', ifVersion: 1 })).rejects.toMatchObject({ code: 'version-mismatch' });
  });

  test('a viewer changes nothing, and another organisation\'s customer is unknown', async () => {
    const { id } = await aCustomer(ours);
    await expect(call(updateCustomer, { customerId: id, name: 'X' }, 'viewer')).rejects.toMatchObject({ code: 'forbidden' });
    const foreign = callAs(theirs.owner, updateCustomer, { customerId: id, name: 'X' }, { orgId: theirs.orgId });
    const unknown = callAs(theirs.owner, updateCustomer, { customerId: 'nobody', name: 'X' }, { orgId: theirs.orgId });
    const answers = await Promise.allSettled([foreign, unknown]);
    expect(answers.map((answer) => answer.status === 'rejected' && [answer.reason.code, answer.reason.data])).toEqual(
      Array.from({ length: 2 }, () => ['not-found', { collection: 'customers' }]),
    );
  });
});

describe('finding', () => {
  test('by the beginning of any word of name, number, e-mail address, city or contact; accents do not count', async () => {
    const contacts = [{ name: 'Zoë van Zuylen', email: 'zuylen@elders.example' }];
    const { number } = await aCustomer(ours, { name: 'Café Łódź', email: 'info@lodz-koffie.example', contacts, address: null });
    for (const text of ['cafe', 'LODZ', 'caf lod', 'koffie', 'zoe zuyl', String(number)]) expect(await names(text)).toContain('Café Łódź');
    expect(await names('afe')).not.toContain('Café Łódź');
    expect(await names('cafe rotterdam')).toEqual([]);
    expect(await names('koffieboontjes')).toEqual([]);
  });

  test('a change of name is found by the new one only', async () => {
    const { id } = await aCustomer(ours, { name: 'Oudenaam', contactName: null });
    await call(updateCustomer, { customerId: id, name: 'Nieuwenaam' });
    expect([await names('oudenaam'), await names('nieuwenaam')]).toEqual([[], ['Nieuwenaam']]);
  });

  test('pages by cursor give each once, by name', async () => {
    for (const name of ['Molen C', 'molen a', 'Mölen B', 'Molen D', 'Molen É']) await aCustomer(ours, { name, contactName: null });
    const seen: string[] = [];
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page: Page = await search('mol', { limit: 2, cursor });
      seen.push(...page.customers.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['molen a', 'Mölen B', 'Molen C', 'Molen D', 'Molen É']);
  });

  test('two terms pass over customers that answer only one, also across pages', async () => {
    await Promise.all(Array.from({ length: 7 }, (_, index) => aCustomer(ours, { name: `Timmerman ${index}`, address: null, contactName: null })));
    await aCustomer(ours, { name: 'Timmerman Zwart', address: null, contactName: null });
    expect(await names('timmerman zw')).toEqual(['Timmerman Zwart']);
  });

  test('a cursor that is not ours is refused', async () => {
    await expect(search('', { cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ code: 'invalid-input', issues: [expect.objectContaining({ path: 'cursor' })] });
  });
});

describe('archiving and deleting', () => {
  test('an archived customer is out of lists and new quotes, and can be brought back', async () => {
    const { id } = await aCustomer(ours, { name: 'Archiefklant' });
    await call(archiveCustomer, { customerId: id });
    expect(await names('archiefklant')).toEqual([]);
    expect((await search('archiefklant', { archived: true })).customers).toHaveLength(1);
    await expect(aQuote(ours, { customerId: id })).rejects.toMatchObject({ code: 'wrong-state' });
    await call(restoreCustomer, { customerId: id });
    expect(await names('archiefklant')).toEqual(['Archiefklant']);
  });

  test('a customer with a quote cannot be deleted; one without can, once', async () => {
    const busy = await aCustomer(ours);
    await aQuote(ours, { customerId: busy.id });
    await expect(call(deleteCustomer, { customerId: busy.id })).rejects.toMatchObject({ code: 'wrong-state', data: { dependants: ['quotes'] } });
    const idle = await aCustomer(ours);
    await call(deleteCustomer, { customerId: idle.id });
    await expect(call(deleteCustomer, { customerId: idle.id })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('of deleting a customer and writing it a quote at the same moment, one fails', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id } = await aCustomer(ours);
      const both = await Promise.allSettled([call(deleteCustomer, { customerId: id }), aQuote(ours, { customerId: id })]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });
});
