import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aCustomer } from '../../../../test/builders/customer.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { callAs } from '../../../../test/support/call.ts';
import { performAll } from '../../../../test/support/outbox.ts';
import { database } from '../../../platform/firestore.ts';
import { customerIndexEffect } from '../csv/index-import.ts';
import { checkCustomerImport } from './check-customer-import.ts';
import { exportCustomers } from './export-customers.ts';
import { importCustomers } from './import-customers.ts';
import { searchCustomers } from './search-customers.ts';

useStack({ functions: false });
let ours: BuiltOrganisation;
beforeAll(async () => {
  ours = await anOrganisation({ members: { viewer: 'viewer' } });
});

interface Imported {
  readonly importId: string;
  readonly imported: number;
  readonly firstNumber: number;
  readonly lastNumber: number;
}
const call = <Reply>(action: Parameters<typeof callAs>[1], input: object, options: object = {}) => callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId, ...options });
const count = async () => (await database().collection(`orgs/${ours.orgId}/customers`).count().get()).data().count;

function file(rows: number, prefix: string): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    [`${prefix} ${row} Holding B.V.`, 'Jan de Vries', `info@${prefix.toLowerCase()}${row}.example`, 'Lijnmarkt 31', '3511 KE', 'Utrecht', 'NL002065538B01', `${14 + (row % 3)}`, `${prefix}-${row}`, 'Belt liever dan dat hij mailt.'].join(';'),
  );
  return ['naam;contactpersoon;e-mail;straat;postcode;plaats;btw-nummer;betaaltermijn;kenmerk;notities', ...lines].join('\r\n');
}

describe('importing', () => {
  test('5,000 customers in one commit within a minute: nobody ever sees a part of them', async () => {
    const before = await count();
    const seen = new Set<number>();
    let done = false;
    const watching = (async () => {
      while (!done) seen.add(await count());
    })();
    const started = performance.now();
    const reply = await call<Imported>(importCustomers, { csv: file(5000, 'Molen') });
    const imported = performance.now() - started;
    done = true;
    await watching;
    await performAll(ours.orgId, [customerIndexEffect]);
    const ms = performance.now() - started;
    expect([...seen].every((size) => size === before || size === before + 5000)).toBe(true);
    expect(reply).toMatchObject({ imported: 5000, lastNumber: reply.firstNumber + 4999 });
    expect(imported).toBeLessThan(60_000);
    process.stderr.write(`imported in ${Math.round(imported)} ms, findable in ${Math.round(ms)} ms\n`);
    const found = await call<{ customers: readonly { number: number; paymentDays: number; language: string }[] }>(searchCustomers, { text: 'molen 4321' });
    expect(found.customers).toMatchObject([{ number: reply.firstNumber + 4321, paymentDays: 15, language: 'nl' }]);
    expect((await aCustomer(ours)).number).toBe(reply.lastNumber + 1);
  }, 120_000);

  test('one bad cell, and nothing is written; the dry run says where', async () => {
    const csv = file(300, 'Sluis').replace('Sluis 217 Holding B.V.;Jan de Vries;info@sluis217.example', ';Jan de Vries;info@@example');
    const before = await count();
    const report = await call<{ rows: number; valid: boolean; issues: { line: number; column: string }[] }>(checkCustomerImport, { csv });
    expect(report).toMatchObject({ rows: 300, valid: false, issues: [{ line: 219, column: 'naam' }, { line: 219, column: 'e-mail' }] });
    await expect(call(importCustomers, { csv })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'csv.219.naam' }, { path: 'csv.219.e-mail' }] });
    expect(await count()).toBe(before);
  });

  test('the same file twice, also at once, is imported once; the same call twice is one import', async () => {
    const csv = file(40, 'Brug');
    const before = await count();
    const both = await Promise.allSettled([call(importCustomers, { csv }), call(importCustomers, { csv })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(call(importCustomers, { csv })).rejects.toMatchObject({ code: 'conflict' });
    expect(await count()).toBe(before + 40);
    const other = { csv: file(30, 'Kade') };
    const replies = [await call(importCustomers, other, { idempotencyKey: 'once' }), await call(importCustomers, other, { idempotencyKey: 'once' })];
    expect(replies[0]).toEqual(replies[1]);
    expect(await count()).toBe(before + 70);
  });

  test('too much text for one commit is refused before anything is written', async () => {
    const notes = 'n'.repeat(1900);
    const csv = ['name;notes', ...Array.from({ length: 4000 }, (_, row) => `Klant ${row};${notes}`)].join('\n');
    const before = await count();
    await expect(call(importCustomers, { csv })).rejects.toMatchObject({ code: 'invalid-input', issues: [expect.objectContaining({ path: 'csv' })] });
    expect(await count()).toBe(before);
  });

  test('a viewer imports nothing', async () => {
    await expect(callAs('viewer', importCustomers, { csv: 'name\nJan' }, { orgId: ours.orgId })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('exporting', () => {
  test('what looks like a formula is harmless in a spreadsheet, and comes back as it was', async () => {
    const there = await anOrganisation();
    const names = ["'=1+2", "''-gewoon", '=HYPERLINK("http://evil.example")', '@SUM(A1)', '-2+3', '+31 B.V.', 'Gewoon; "mooi"\u00A0B.V.'];
    for (const name of names) await aCustomer(there, { name, phone: '+31302314567', notes: '=cmd|x\nregel 2' });
    const out = await callAs<{ csv: string; customers: number; filename: string }>(there.owner, exportCustomers, {}, { orgId: there.orgId });
    expect(out).toMatchObject({ customers: names.length, filename: expect.stringMatching(/^klanten-\d{4}-\d{2}-\d{2}\.csv$/) });
    expect(out.csv.startsWith('\uFEFF')).toBe(true);
    const cells = out.csv.split(/[;\r\n]+/).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);

    const elsewhere = await anOrganisation();
    const reply = await callAs<Imported>(elsewhere.owner, importCustomers, { csv: out.csv }, { orgId: elsewhere.orgId });
    expect(reply.imported).toBe(names.length);
    const { docs } = await database().collection(`orgs/${elsewhere.orgId}/customers`).get();
    expect(docs.map((doc) => doc.get('name') as string).sort()).toEqual([...names].sort());
    expect(docs.every((doc) => doc.get('number') > 10_000 && doc.get('notes') === '=cmd|x\nregel 2' && doc.get('phone') === '+31302314567')).toBe(true);
  });
});

describe('an export that is imported where it came from', () => {
  type Done = Omit<Imported, 'firstNumber' | 'lastNumber'> & { readonly changed: number; readonly unchanged: number; readonly firstNumber: number | null };
  const here = (uid: string, orgId: string) => ({
    out: async (options: object = {}) => (await callAs<{ csv: string }>(uid, exportCustomers, options, { orgId })).csv,
    back: (csv: string) => callAs<Done>(uid, importCustomers, { csv }, { orgId }),
    check: (csv: string) => callAs<{ added: number; changed: number; unchanged: number; issues: { message: string }[] }>(uid, checkCustomerImport, { csv }, { orgId }),
    all: async () => (await database().collection(`orgs/${orgId}/customers`).orderBy('number').get()).docs.map((doc) => ({ id: doc.id, ...doc.data() })),
  });

  test.each([{ delimiter: ';', language: 'nl' }, { delimiter: ',', bom: false, language: 'en' }, { delimiter: '\t' }])('changes nothing: %j', async (options) => {
    const there = await anOrganisation();
    await aCustomer(there, { name: "'=Molen", iban: 'NL91ABNA0417164300', kvkNumber: '01187342', phone: '+31302314567', paymentDays: 21, remind: false, notes: 'a; "b"\nc', reference: 'K-17', contacts: [{ name: 'Piet' }] });
    await aCustomer(there, { kind: 'private', name: 'Zoë', contactName: null, email: null, address: null, vatNumber: null, language: 'en' });
    const { out, back, all } = here(there.owner, there.orgId);
    const before = await all();
    for (const _again of [1, 2]) expect(await back(await out(options))).toMatchObject({ imported: 0, changed: 0, unchanged: 2, firstNumber: null });
    expect(await all()).toEqual(before);
  });

  test('changes the cells that were changed, clears those that were emptied, and adds the rows without an id', async () => {
    const there = await anOrganisation();
    const { out, back, check, all } = here(there.owner, there.orgId);
    const molen = await aCustomer(there, { name: 'Molen', phone: '+31302314567', contacts: [{ name: 'Piet' }] });
    const sluis = await aCustomer(there, { name: 'Sluis' });
    const edited = `${(await out()).replace(';Molen;', ';Windmolen;').replace("'+31302314567", '')};zakelijk;Brug;;;;;;;;;;;;;;ja;;\r\n`;
    expect(await check(edited)).toMatchObject({ added: 1, changed: 1, unchanged: 1, issues: [] });
    const done = await back(edited);
    expect(done).toMatchObject({ imported: 1, changed: 1, unchanged: 1, firstNumber: sluis.number + 1 });
    await performAll(there.orgId, [customerIndexEffect]);
    expect(await all()).toMatchObject([
      { id: molen.id, name: 'Windmolen', sortName: 'windmolen', phone: null, contacts: [{ name: 'Piet' }], version: 2, email: 'fenna@goudenaar.example' },
      { id: sluis.id, version: 1 },
      { name: 'Brug', number: sluis.number + 1 },
    ]);
    const search = async (text: string) => (await callAs<{ customers: { name: string }[] }>(there.owner, searchCustomers, { text }, { orgId: there.orgId })).customers.map(({ name }) => name);
    expect([await search('windm'), await search('molen'), await search('brug')]).toEqual([['Windmolen'], [], ['Brug']]);
  });

  test('one row that is wrong leaves all as it was; elsewhere the ids mean nothing', async () => {
    const [there, elsewhere] = [await anOrganisation(), await anOrganisation()];
    await aCustomer(there, { name: 'Molen' });
    await aCustomer(there, { name: 'Sluis' });
    const { out, back, all } = here(there.owner, there.orgId);
    const before = await all();
    const wrong = (await out()).replace(';Molen;', ';Windmolen;').replace(';Sluis;', ';;');
    await expect(back(wrong)).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'csv.3.naam', message: 'must not be empty', dutch: 'mag niet leeg zijn' }] });
    expect(await all()).toEqual(before);
    expect(await here(elsewhere.owner, elsewhere.orgId).back(await out())).toMatchObject({ imported: 2, changed: 0, firstNumber: 10_001 });
    expect(await all()).toEqual(before);
  });

  test('what is no file is refused by name', async () => {
    for (const input of [{}, { csv: '' }, { csv: 'geen base64!', encoding: 'base64' }, { csv: '', encoding: 'base64' }]) {
      await expect(call(importCustomers, input)).rejects.toMatchObject({ code: 'invalid-input', issues: [expect.objectContaining({ path: 'csv' })] });
    }
  });
});
