import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { until } from '../../../local/story/wait.ts';
import { database } from '../../src/platform/firestore.ts';
import { Office, refused } from '../support/office.ts';

const stack = useStack();

interface Done {
  readonly importId: string;
  readonly imported: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly firstNumber: number | null;
}
interface Report {
  readonly rows: number;
  readonly valid: boolean;
  readonly added: number;
  readonly issues: readonly { readonly line: number; readonly column: string | null; readonly columnNumber: number | null; readonly message: string }[];
}

let office: Office;
beforeEach(async () => {
  office = await Office.open(stack());
}, 60_000);
afterEach(() => office.leave());

const count = async () => (await database().collection(`orgs/${office.orgId}/customers`).count().get()).data().count;
const check = (csv: string, fields: object = {}) => office.call<Report>('customers/check-import', { csv, ...fields });

/** What Excel in the Netherlands saves: semicolons, Windows-1252, line ends of Windows. */
function fromExcel(rows: readonly string[]): string {
  const text = `${rows.join('\r\n')}\r\n`;
  return Buffer.from(text.replaceAll('€', '\x80').replaceAll('’', '\x92'), 'latin1').toString('base64');
}

const HEADER = 'Soort;Naam;Contactpersoon;E-mail;Straat;Postcode;Plaats;Btw-nummer;Betaaltermijn;Kenmerk;Opmerkingen';
const row = (place: number) => `zakelijk;Käserij ’t Hof ${place};Zoë van Ørs;info@kaas${place}.example;Lijnmarkt ${place};3511ke;Utrecht;NL002065538B01;${14 + (place % 3)},0;K-${place};"Betaalt in €\nen contant"`;
const file = (rows: number) => fromExcel([HEADER, ...Array.from({ length: rows }, (_, place) => row(place + 1))]);

describe('a file of Excel', () => {
  test('is tried first, then imported, and its customers are found by their words', async () => {
    const csv = file(23);
    expect(await check(csv, { encoding: 'base64' })).toMatchObject({ rows: 23, valid: true, added: 23, issues: [] });
    expect(await count()).toBe(0);
    const done = await office.call<Done>('customers/import', { csv, encoding: 'base64' });
    expect(done).toMatchObject({ imported: 23, changed: 0, firstNumber: 10_001 });
    const found = await until('the customer to be found', async () => (await office.call<{ customers: Record<string, unknown>[] }>('customers/search', { text: 'kaserij ors 17' })).customers[0]);
    expect(found).toMatchObject({ number: 10_017, name: 'Käserij ’t Hof 17', paymentDays: 16, notes: 'Betaalt in €\nen contant', address: { postalCode: '3511 KE' } });
    expect(await refused(office.call('customers/import', { csv, encoding: 'base64' }))).toMatchObject({ code: 'conflict' });
  });

  test('says in Dutch what is wrong, by line and column, and nothing of it is imported', async () => {
    const wrong = [HEADER, row(1), row(2).replace('info@kaas2', 'kaas 2'), row(3).replace('NL002065538B01', 'NL002065539B01').replace('zakelijk', 'vereniging'), row(4).replace('K-4', 'K-1')];
    const csv = fromExcel(wrong);
    // A cell of two lines: the second customer begins on line 4.
    expect((await check(csv, { encoding: 'base64' })).issues).toEqual([
      { line: 4, column: 'E-mail', columnNumber: 4, message: 'moet een e-mailadres zijn, zoals naam@example.nl' },
      { line: 6, column: 'Soort', columnNumber: 1, message: 'moet business of private zijn' },
      { line: 6, column: 'Btw-nummer', columnNumber: 8, message: 'is geen geldig btw-nummer: de controlecijfers kloppen niet' },
      { line: 8, column: 'Kenmerk', columnNumber: 10, message: 'is hetzelfde als op regel 2' },
    ]);
    const answer = await office.refusal('customers/import', { csv, encoding: 'base64' }, 'nl');
    expect(answer).toMatchObject({ http: 400, code: 'invalid-input', message: 'Er is niets geïmporteerd: 4 cellen kloppen niet. De eerste staat op regel 4.' });
    expect(answer.issues.map(({ path }) => path)).toEqual(['csv.4.E-mail', 'csv.6.Soort', 'csv.6.Btw-nummer', 'csv.8.Kenmerk']);
    expect(await count()).toBe(0);
  });

  test.each([
    ['a column nobody knows', 'naam;schoenmaat\nJan;43', { line: 1, column: 'schoenmaat' }, 'is geen kolom die wij kennen'],
    ['a column twice', 'naam;name\nJan;Jan', { line: 1, column: 'name' }, 'is de kolom naam voor de tweede keer'],
    ['no names', 'plaats\nUtrecht', { line: 1, column: null }, 'de kolom naam ontbreekt'],
    ['no rows', 'naam\n', { line: 1, column: null }, 'het bestand bevat geen klanten'],
    ['a quote that is not closed', 'naam\n"Jan', { line: 2, column: null }, 'is geen CSV'],
  ])('%s', async (_what, csv, where, message) => {
    expect((await check(csv)).issues).toEqual([expect.objectContaining({ ...where, message: expect.stringContaining(message) })]);
    expect((await check(csv, { language: 'en' })).issues[0]?.message).not.toContain(message);
    expect(await office.refusal('customers/import', { csv })).toMatchObject({ http: 400, code: 'invalid-input' });
    expect(await count()).toBe(0);
  });
});

test('a process that dies when all is written has imported all; the same call again says so, and search follows', async () => {
  const input = { csv: file(200), encoding: 'base64', idempotencyKey: 'import-1' };
  const call = office.call('customers/import', input).then(() => 'answered', () => 'cut off');
  await until('the customers to be there', async () => (await count()) > 0);
  await stack().killFunctions();
  await stack().startFunctions();
  await call;
  expect(await count()).toBe(200);
  const done = await office.call<Done>('customers/import', input);
  expect(done).toMatchObject({ imported: 200, firstNumber: 10_001 });
  expect(await office.call('customers/import', input)).toEqual(done);
  expect(await count()).toBe(200);
  // What the dead process was to do for searching is taken up by the sweep at the latest.
  await office.daysPass(0.1);
  await until('the customers to be found', async () => (await office.call<{ customers: object[] }>('customers/search', { text: 'kaserij 177' })).customers.length === 1, 60_000);
}, 180_000);

test('an export of all, back where it came from, changes nothing; a cell that was edited is the only change', async () => {
  await office.call('customers/import', { csv: file(30), encoding: 'base64' });
  await office.call('customers/create', { kind: 'private', name: '=HYPERLINK("http://evil.example")', notes: '@SUM(A1)' });
  await stack().awaitIdle();
  const all = async () => (await office.list('customers')).map((customer) => JSON.stringify(customer)).sort((a, b) => a.localeCompare(b));
  const before = await all();
  const { csv } = await office.call<{ csv: string }>('customers/export');
  expect(csv.split(/[;\r\n]+/).filter((cell) => /^"?[=+@-]/.test(cell))).toEqual([]);
  expect(await office.call<Done>('customers/import', { csv })).toMatchObject({ imported: 0, changed: 0, unchanged: 31 });
  expect(await all()).toEqual(before);
  const edited = csv.replace('Käserij ’t Hof 7;', 'Käserij Nieuw;');
  expect(await office.call<Done>('customers/import', { csv: Buffer.from(edited).toString('base64'), encoding: 'base64' })).toMatchObject({ imported: 0, changed: 1, unchanged: 30 });
  await stack().awaitIdle();
  expect((await all()).filter((customer) => !before.includes(customer))).toEqual([expect.stringContaining('Käserij Nieuw')]);
});
