import { describe, expect, test } from '@jest/globals';
import { decodeText } from '../../../platform/csv.ts';
import { issueIn } from './csv-issue.ts';
import { MAX_ROWS, readCustomers } from './read-customers.ts';

async function read(text: string, language: 'en' | 'nl' = 'en') {
  const { added, rows, issues } = await readCustomers(text, { country: 'NL', existing: async () => [] });
  return { customers: added, rows, issues: issues.map((issue) => issueIn(language, issue)) };
}

describe('files that are right', () => {
  test('Dutch names, semicolons, a byte order mark, quotes with line breaks and Windows line ends', async () => {
    const text = '\uFEFFSoort;Naam;E-mail;Straat;Postcode;Plaats;Betaaltermijn;Opmerkingen\r\n'
      + 'Zakelijk;"Bakker; & Zn";INFO@Bakker.example;Lijnmarkt 31;3511ke;Utrecht;21;"Eerste regel\r\nTweede ""regel"""\r\n'
      + '\r\n'
      + 'Particulier;Zoë Ørsted;;;;;;\r\n';
    const { customers, rows, issues } = await read(text);
    expect(issues).toEqual([]);
    expect(rows).toBe(2);
    expect(customers[0]).toMatchObject({
      kind: 'business',
      name: 'Bakker; & Zn',
      email: 'info@bakker.example',
      address: { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' },
      paymentDays: 21,
      notes: 'Eerste regel\nTweede "regel"',
    });
    expect(customers[1]).toMatchObject({ kind: 'private', name: 'Zoë Ørsted', address: null, paymentDays: null });
  });

  test.each([',', '\t'])('separated by %j', async (delimiter) => {
    const { customers, issues } = await read([['name', 'country', 'city', 'street'], ['Müller GmbH', 'de', 'Köln', 'Domstraße 7']].map((cells) => cells.join(delimiter)).join('\n'));
    expect(issues).toEqual([]);
    expect(customers[0]?.address).toEqual({ street: 'Domstraße 7', postalCode: '', city: 'Köln', country: 'DE' });
  });
});

describe('what Excel in the Netherlands writes', () => {
  const TEXT = 'Soort;Naam;Plaats;Straat;Postcode;KvK-nummer;Betaaltermijn;Taal;Land;Herinneringen;Opmerkingen;;\r\nparticulier;Zoë van ’t Hof;Zürich;Bahnhofstraße 7;8001;;14,0;Engels;Zwitserland;nee;"Krijgt € 12,50\r\nkorting";;\r\n';
  const csv = TEXT.replace('Zwitserland', 'CH');
  const windows1252 = Buffer.from(csv.replaceAll('€', '\x80').replaceAll('’', '\x92'), 'latin1');

  test.each([
    ['Windows-1252', windows1252],
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${csv}`)],
    ['Unicode text (UTF-16)', Buffer.from(`\uFEFF${csv}`, 'utf16le')],
  ])('%s', async (_name, bytes) => {
    const { customers, issues } = await read(decodeText(bytes));
    expect(issues).toEqual([]);
    expect(customers).toMatchObject([
      {
        kind: 'private',
        name: 'Zoë van ’t Hof',
        address: { street: 'Bahnhofstraße 7', postalCode: '8001', city: 'Zürich', country: 'CH' },
        paymentDays: 14,
        language: 'en',
        remind: false,
        notes: 'Krijgt € 12,50\nkorting',
      },
    ]);
  });

  test('a KvK number whose zero in front it dropped; a country by its name', async () => {
    const { customers, issues } = await read('naam;kvk-nummer;straat;postcode;plaats;land\nMolen B.V.;1187342;Kade 7;9712 GE;Groningen;Nederland');
    expect(issues).toEqual([]);
    expect(customers).toMatchObject([{ kvkNumber: '01187342', address: { country: 'NL' } }]);
  });
});

describe('files that are wrong', () => {
  test('every bad cell is named by line and column, also after a cell of several lines', async () => {
    const text = [
      'naam;e-mail;btw-nummer;notities;plaats',
      'Goed B.V.;info@goed.example;NL002065538B01;"twee',
      'regels";',
      'Fout B.V.;geen-adres;NL002065539B01;ok;Utrecht',
      ';leeg@naam.example;;;',
    ].join('\n');
    const { issues } = await read(text);
    expect(issues.map(({ line, column, columnNumber }) => [line, column, columnNumber])).toEqual([
      [4, null, null],
      [4, 'e-mail', 2],
      [4, 'btw-nummer', 3],
      [5, 'naam', 1],
    ]);
    expect(issues[0]?.message).toBe('street is missing');
    expect((await read(text, 'nl')).issues.map(({ message }) => message)).toEqual([
      'straat ontbreekt',
      'moet een e-mailadres zijn, zoals naam@example.nl',
      'is geen geldig btw-nummer: de controlecijfers kloppen niet',
      'ontbreekt',
    ]);
  });

  test.each([
    ['a column nobody knows', 'name;shoe size\nJan;43', [1, 'shoe size']],
    ['a column twice', 'naam;name\nJan;Jan', [1, 'name']],
    ['no names', 'city\nUtrecht', [1, null]],
    ['no rows', 'name\n\n', [1, null]],
    ['a quote that is not closed', 'name\n"Jan', [2, null]],
    ['more cells than columns', 'name;city\nJan;;Utrecht;x', [2, null]],
    ['an old character set', 'name\nJos\uFFFD', [1, null]],
    ['cells under no name', 'name;;phone\nJan;;0302314567\nPiet;x;0302314568', [3, null]],
    ['the id twice', 'name;id;ID\nJan;a1;a2', [1, 'ID']],
    ['a number that is none', 'name;paymentDays\nJan;veertien', [2, 'paymentDays']],
    ['a reference for two', 'name;kenmerk\nJan;K17\nPiet;K18\nKees;K17', [4, 'kenmerk']],
    ['a control character', 'name\nJan\u0007', [2, 'name']],
  ])('%s', async (_what, text, [line, column]) => {
    const { issues, customers } = await read(text as string);
    expect(issues[0]).toMatchObject({ line, column });
    expect(issues.length > 0 || customers.length === 0).toBe(true);
  });

  test('more rows than one import can hold', async () => {
    const { issues } = await read(['name', ...Array.from({ length: MAX_ROWS + 1 }, (_, index) => `Klant ${index}`)].join('\n'));
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toContain(`${MAX_ROWS + 1}`);
  });
});
