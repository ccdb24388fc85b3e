import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { until } from '../../../local/story/wait.ts';
import { type InvoiceReply } from '../builders/invoice.ts';
import { customerInput } from '../builders/customer.ts';
import { quoteLines } from '../builders/quote.ts';
import { Office, refused, type Seen } from '../support/office.ts';

const stack = useStack();

let office: Office;
beforeAll(async () => {
  office = await Office.open(stack());
}, 60_000);
afterAll(() => office.leave());

const create = (fields: object = {}) => office.call('customers/create', customerInput(fields));
const found = async (text: string, fields: object = {}) => {
  const { customers } = await office.call<{ customers: { name: string }[] }>('customers/search', { text, ...fields });
  return customers.map(({ name }) => name);
};

describe('a customer', () => {
  const SITE = { label: 'Bouwplaats', address: { street: 'Kade 7-II', postalCode: '9712ge', city: 'Groningen', country: 'NL' } };
  const DEPOT = { label: 'Depot', address: { street: 'Domstraße 7', postalCode: '50668', city: 'Köln', country: 'DE' } };
  const CONTACTS = [{ name: 'Renske Bakker', role: 'Inkoop', email: 'INKOOP@goudenaar.example', phone: '030 - 231 45 67' }, { name: 'Ali Öz' }];

  test('that is a business, with addresses, contacts, numbers and terms, as its owner then reads it', async () => {
    const { id, number } = await create({ kvkNumber: '27312345', iban: 'nl91 abna 0417 1643 00', otherAddresses: [SITE, DEPOT], contacts: CONTACTS, paymentDays: 21 });
    expect(await office.read('customers', id)).toMatchObject({
      number,
      kind: 'business',
      vatNumber: 'NL002065538B01',
      iban: 'NL91ABNA0417164300',
      otherAddresses: [{ ...SITE, address: { ...SITE.address, postalCode: '9712 GE' } }, DEPOT],
      contacts: [{ name: 'Renske Bakker', role: 'Inkoop', email: 'inkoop@goudenaar.example', phone: '0302314567' }, { name: 'Ali Öz', role: null, email: null, phone: null }],
      paymentDays: 21,
      version: 1,
    });
  });

  test('that is a person, with nothing but a name, speaks the language of the organisation', async () => {
    const person = await office.call('customers/create', { kind: 'private', name: 'R. de Wit' });
    expect(person).toMatchObject({ kind: 'private', language: 'nl', address: null, vatNumber: null, paymentDays: null });
  });

  test('its language and terms are those of its invoice', async () => {
    const { id } = await create({ language: 'en', paymentDays: 21 });
    const invoice = await office.invoice(id);
    const days = (Date.parse(String(invoice.dueDate)) - Date.parse(String(invoice.issueDate))) / 86_400_000;
    expect([invoice['language'], days]).toEqual(['en', 21]);
  });

  test.each([
    ['vatNumber', 'NL002065539B01', 'is geen geldig btw-nummer: de controlecijfers kloppen niet', 'is not a valid VAT number: its check digits do not fit'],
    ['iban', 'NL91ABNA0417164301', 'is geen geldige IBAN: de controlecijfers of de lengte kloppen niet', 'is not a valid IBAN: its check digits or length do not fit'],
    ['kvkNumber', '2731234', 'moet een KvK-nummer van 8 cijfers zijn', 'must be a KvK number of 8 digits'],
    ['email', 'geen adres', 'moet een e-mailadres zijn, zoals naam@example.nl', 'must be an e-mail address such as name@example.nl'],
    ['paymentDays', 366, 'mag hoogstens 365 zijn', 'Too big: expected number to be <=365'],
    ['language', 'fr', 'moet nl of en zijn', 'must be nl or en'],
  ])('with a wrong %s is refused by the name of the field, in the language of who asks', async (field, value, nl, en) => {
    const before = (await office.list('customers')).length;
    const input = customerInput({ [field]: value });
    const [dutch, english] = [await office.refusal('customers/create', input, 'nl'), await office.refusal('customers/create', input, 'en')];
    expect(dutch).toMatchObject({ http: 400, code: 'invalid-input', message: `Controleer: ${field}.`, issues: [{ path: field, message: nl }] });
    expect(english).toMatchObject({ message: `Please check: ${field}.`, issues: [{ path: field, message: en }] });
    expect(await office.list('customers')).toHaveLength(before);
  });

  test('a customer that somebody else changed meanwhile is not overwritten', async () => {
    const { id } = await create();
    await office.call('customers/update', { customerId: id, phone: '0302314567', ifVersion: 1 });
    expect(await refused(office.call('customers/update', { customerId: id, phone: null, ifVersion: 1 }))).toMatchObject({ code: 'version-mismatch', data: { version: 2 } });
  });
});

test('the summary follows quote, invoice, part payment and credit note, on a screen that stays open', async () => {
  const { id: customerId } = await create();
  const screen = office.follow('customerSummaries', customerId);
  const shows = (what: string, fields: object) =>
    until(`the summary to show ${what}`, () => {
      const now = screen.documents.get(customerId);
      try {
        expect(now).toMatchObject(fields);
        return true;
      } catch {
        return false;
      }
    });
  const quote = await office.call('quotes/create', { customerId, lines: quoteLines });
  await office.call('quotes/send', { quoteId: quote.id });
  await shows('an open quote', { counts: { openQuotes: 1 }, balances: [] });
  const invoice = await office.invoice(customerId);
  const { gross } = invoice.totals;
  await shows('an open invoice', { counts: { openInvoices: 1 }, balances: [{ currency: 'EUR', open: gross, overdue: 0, credit: 0 }] });
  await office.call('payments/record-transfer', { invoiceId: invoice.id, amount: 12_345 });
  await shows('a part payment', { balances: [{ open: gross - 12_345 }] });
  const note = await office.call<InvoiceReply>('invoices/credit', { invoiceId: invoice.id, reason: 'Verkeerd geleverd' });
  await shows('a credit note', {
    counts: { openInvoices: 0, creditNotes: 1 },
    creditNotes: [{ invoiceId: note.id, number: note.number, gross: -gross }],
    balances: [{ open: 0, overdue: 0, credit: 12_345 }],
  });
  screen.stop();
});

describe('finding', () => {
  beforeAll(async () => {
    await create({ name: "Café 't Hoekje Ĳsselstein", email: 'info@hoekje.example', contactName: 'Zoë Ørsted', address: { street: 'Kade 7', postalCode: '1011 AB', city: "'s-Gravenhage", country: 'NL' } });
    await create({ name: 'Bäckerei Großmann', email: 'kontakt@grossmann.example', contactName: null, address: null });
  });

  test.each([
    ['caf hoek', "Café 't Hoekje Ĳsselstein"],
    ['IJSSEL', "Café 't Hoekje Ĳsselstein"],
    ['graven zoe', "Café 't Hoekje Ĳsselstein"],
    ['hoekje.ex', "Café 't Hoekje Ĳsselstein"],
    ['orsted', "Café 't Hoekje Ĳsselstein"],
    ['grossm bäck', 'Bäckerei Großmann'],
    ['BACKEREI', 'Bäckerei Großmann'],
  ])('%s', async (text, name) => expect(await found(text)).toEqual([name]));

  test('by number; what begins no word finds nothing', async () => {
    const { number } = await create({ name: 'Nummer zoekt naam' });
    expect(await found(String(number))).toEqual(['Nummer zoekt naam']);
    expect(await found('oekje')).toEqual([]);
  });

  test('goes on page by page, each customer once, while others are added', async () => {
    for (let place = 1; place <= 7; place += 1) await create({ name: `Bladerwerk ${place}`, email: null, contactName: null });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { customers: { name: string }[]; nextCursor: string | null } = await office.call('customers/search', { text: 'bladerwerk', limit: 3, cursor });
      names.push(...page.customers.map(({ name }) => name));
      cursor = page.nextCursor;
      if (names.length === 3) await create({ name: 'Bladerwerk 0', email: null, contactName: null });
    } while (cursor !== null);
    expect(names).toEqual([1, 2, 3, 4, 5, 6, 7].map((place) => `Bladerwerk ${place}`));
  });
});

describe('archiving and deleting', () => {
  test('an archived customer is out of lists, gets no new documents, and comes back with all it had', async () => {
    const customer: Seen = await create({ name: 'Archiefzaak' });
    const open = await office.invoice(customer.id);
    await office.call('customers/archive', { customerId: customer.id });
    expect([await found('archiefzaak'), await found('archiefzaak', { archived: true })]).toEqual([[], ['Archiefzaak']]);
    for (const [action, input] of [
      ['quotes/create', { lines: quoteLines }],
      ['invoices/create', { lines: quoteLines }],
      ['projects/create', { name: 'X', billing: { kind: 'fixed', price: 12_345 } }],
    ] as const) {
      expect(await office.refusal(action, { customerId: customer.id, ...input })).toMatchObject({ http: 400, code: 'wrong-state', message: 'Deze klant is gearchiveerd. Herstel de klant eerst.' });
    }
    // What was owed before is still paid.
    await office.call('payments/record-transfer', { invoiceId: open.id, amount: open.totals.gross });
    await office.call('customers/restore', { customerId: customer.id });
    expect(await found('archiefzaak')).toEqual(['Archiefzaak']);
    await office.call('quotes/create', { customerId: customer.id, lines: quoteLines });
  });

  test.each([
    ['quotes', 'quotes/create', { lines: quoteLines }],
    ['invoices', 'invoices/create', { lines: quoteLines }],
    ['projects', 'projects/create', { name: 'Dakkapel', billing: { kind: 'fixed', price: 123_457 } }],
  ])('a customer of %s is not deleted', async (kind, action, input) => {
    const { id: customerId } = await create();
    await office.call(action, { customerId, ...input });
    expect(await refused(office.call('customers/delete', { customerId }))).toMatchObject({ code: 'wrong-state', data: { dependants: [kind] } });
    expect(await office.read('customers', customerId)).toMatchObject({ id: customerId, version: 1 });
  });

  test('of ten that delete and make a quote at once, no quote is left without its customer', async () => {
    const { id: customerId } = await create();
    const calls = Array.from({ length: 10 }, (_, place) => (place % 2 === 0 ? office.call('customers/delete', { customerId }) : office.call('quotes/create', { customerId, lines: quoteLines })));
    await Promise.allSettled(calls);
    const quotes = (await office.list('quotes')).filter((quote) => quote['customerId'] === customerId);
    const exists = (await office.list('customers')).some(({ id }) => id === customerId);
    expect(exists).toBe(quotes.length > 0);
  });

  test('one without documents is gone, and its number is not given again', async () => {
    const { id: customerId, number } = await create();
    await office.call('customers/delete', { customerId });
    expect(await refused(office.call('customers/delete', { customerId }))).toMatchObject({ code: 'not-found' });
    expect(Number((await create())['number'])).toBeGreaterThan(Number(number));
  });
});
