import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { until } from '../../../local/story/wait.ts';
import { businessDate, addDays, endOfDay } from '../../src/platform/business-date.ts';
import { type InvoiceReply } from '../builders/invoice.ts';
import { customerInput } from '../builders/customer.ts';
import { Office, refused, type Seen } from '../support/office.ts';
import { QuoteVisitor, type ShownQuote } from '../support/quote-visitor.ts';

const stack = useStack();

type Quote = Seen & { readonly customerId: string; readonly number: string; readonly validUntil: string; readonly totals: { readonly gross: number } };

/** 1,469.85 with a sunblind (370.35) and maintenance (155.54, proposed) to choose, without VAT. */
const LINES = [
  { description: 'Dakraam', quantity: '3', unitPrice: 48_995 },
  { description: 'Zonwering', quantity: '3', unitPrice: 12_345, optional: true },
  { description: 'Onderhoud', quantity: '2', unitPrice: 7_777, optional: true, chosen: true },
];
const OFFICE = 'verkoop@vandijk.example';

let office: Office;
let customer: string;
let places = 0;
beforeAll(async () => {
  office = await Office.open(stack(), { email: OFFICE });
}, 60_000);
beforeEach(() => {
  places += 1;
  customer = `klant-${places}@goudenaar.example`;
});
afterAll(() => office.leave());

async function sent(at = office, fields: object = {}): Promise<Quote> {
  const { id: customerId } = await at.call('customers/create', customerInput({ email: customer }));
  const { id: quoteId } = await at.call('quotes/create', { customerId, lines: LINES, ...fields });
  return at.call<Quote>('quotes/send', { quoteId });
}
/** Opens the link of the latest mail that carried this version. */
async function visitor(version = 1): Promise<QuoteVisitor> {
  const mails = await until(`the mail of version ${version}`, async () => {
    const found = (await stack().world.mails(customer)).filter(({ subject }) => /^Offerte/.test(subject));
    return found.length >= version ? found : undefined;
  });
  // The newest stands first or last; its link tells nothing of the version, its time does.
  return new QuoteVisitor(mails.toSorted((a, b) => String(a.at).localeCompare(String(b.at)))[version - 1]?.text ?? null);
}
const now = async () => new Date(Date.now() + (await stack().world.clock()));
const confirmations = async (to: string, number: string) => (await stack().world.mails(to)).filter(({ subject }) => subject.includes(number) && /aanvaard|akkoord/i.test(subject));
const confirmed = (to: string, number: string) => until(`the confirmation to ${to}`, async () => (await confirmations(to, number))[0]);

describe('accepting', () => {
  test('the customer ticks, sees the total, signs; name and time are recorded, and both get a copy', async () => {
    const quote = await sent();
    expect(quote.totals.gross).toBe(196_672);
    const guest = await visitor();
    const first = await guest.open();
    expect(first).toMatchObject({ status: 200, fields: { revision: '1', total: '196672', o2: '1' } });
    const other = await guest.tick(1);
    expect(other.text).toContain('€ 2.226,64');
    expect(other.fields).toMatchObject({ total: '222664', o1: '1' });
    // On the first page another total was seen.
    const stale = await guest.accept({ ...other, fields: { ...other.fields, total: '196672' } }, 'Fenna Özdemir');
    expect([stale.status, stale.text]).toEqual([412, expect.stringContaining('Met deze keuze is het totaal anders')]);
    const before = await now();
    const done = await guest.accept(other, 'Fenna Özdemir');
    expect(done.text).toContain('Aanvaard door Fenna Özdemir op');
    const stored = await office.becomes('quotes', quote.id, { status: 'accepted', 'totals.gross': 222_664, 'acceptance.name': 'Fenna Özdemir' });
    const { at } = stored['acceptance'] as { at: { toDate(): Date } };
    expect(at.toDate() >= before && at.toDate() <= (await now())).toBe(true);
    for (const to of [customer, OFFICE]) {
      const mail = await confirmed(to, quote.number);
      expect(mail.attachments).toMatchObject([{ filename: `${quote.number}.pdf`, contentType: 'application/pdf' }]);
      // What is mailed is what the page gives, and says who agreed.
      expect(Buffer.from(String(mail.attachments[0]?.content), 'base64').equals(await guest.pdf())).toBe(true);
    }
  });

  test('ten at once, under ten names, is one agreement and one confirmation for each side', async () => {
    const quote = await sent();
    const guest = await visitor();
    const page = await guest.open();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, place) => guest.accept(page, `Fenna ${place}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ text }) => text.includes('Deze offerte is al aanvaard.'))).toHaveLength(9);
    await confirmed(customer, quote.number);
    await confirmed(OFFICE, quote.number);
    await stack().awaitIdle();
    for (const to of [customer, OFFICE]) expect(await confirmations(to, quote.number)).toHaveLength(1);
  });

  test('nothing is agreed to without a name, and nobody agrees to nothing', async () => {
    const quote = await sent(office, { lines: LINES.slice(1) });
    const guest = await visitor();
    expect((await guest.accept(await guest.open(), '  ')).status).toBe(400);
    const none = await guest.tick();
    expect((await guest.accept(none, 'Fenna')).text).toContain('Kies minstens één regel');
    expect(await office.read('quotes', quote.id)).toMatchObject({ status: 'sent', acceptance: null });
  });

  test('by phone: written down by whom, also when the quote has lapsed since; both get the copy', async () => {
    const today = businessDate(await now(), 'Europe/Amsterdam');
    const quote = await sent(office, { validUntil: today });
    await visitor();
    await office.daysPass(2);
    await office.becomes('quotes', quote.id, { status: 'expired' });
    const input = { quoteId: quote.id, name: 'Fenna Özdemir', how: 'phone', note: 'Belde om tien uur', chosen: [1] };
    expect(await office.refusal('quotes/record-acceptance', { ...input, on: addDays(today as never, 1) })).toMatchObject({ issues: [{ path: 'on', message: 'De offerte was op die dag niet meer geldig. Verstuur haar opnieuw.' }] });
    const accepted = await office.call('quotes/record-acceptance', { ...input, on: today });
    expect(accepted).toMatchObject({ status: 'accepted', totals: { gross: 222_664 }, acceptance: { name: 'Fenna Özdemir', recorded: { on: today, how: 'phone', by: `user:${office.owner.uid}` } } });
    for (const to of [customer, OFFICE]) await confirmed(to, quote.number);
  });
});

describe('declining', () => {
  test('asks why, tells the office, and is over', async () => {
    const quote = await sent();
    const guest = await visitor();
    const page = await guest.open();
    expect((await guest.decline(page, ' ')).status).toBe(400);
    expect((await guest.decline(page, 'Wij wachten tot volgend jaar.')).text).toContain('Afgewezen op');
    expect(await office.read('quotes', quote.id)).toMatchObject({ status: 'declined', decline: { reason: 'Wij wachten tot volgend jaar.' } });
    expect((await office.mail(OFFICE, new RegExp(`${quote.number} afgewezen`))).text).toContain('Wij wachten tot volgend jaar.');
    expect((await guest.accept(page, 'Fenna')).text).toContain('Deze offerte is afgewezen.');
  });
});

describe('versions', () => {
  test('the link of the first mail shows the second version, says so, and accepts only what it shows', async () => {
    const quote = await sent();
    const old = await visitor();
    const seen = await old.open();
    await office.call('quotes/update', { quoteId: quote.id, subject: 'Nieuw voorstel', lines: LINES.slice(0, 2) });
    const meanwhile = await old.open();
    expect(meanwhile.text).toContain('Deze offerte wordt op dit moment aangepast.');
    expect(meanwhile.fields).toEqual({});
    expect((await old.accept(seen, 'Fenna')).text).toContain('Deze offerte is gewijzigd.');
    const second = await office.call<Quote>('quotes/send', { quoteId: quote.id });
    expect(second.number).toBe(quote.number);
    const shown = await old.open();
    expect(shown.text).toMatch(/Versie 2 Je opende een link naar een eerdere versie\. Dit is de nieuwste\. Nieuw voorstel/);
    expect((await old.accept(seen, 'Fenna')).text).toContain('Deze offerte is gewijzigd.');
    const fresh = await (await visitor(2)).open();
    expect(fresh.text).not.toContain('eerdere versie');
    expect((await old.accept(shown, 'Fenna')).text).toContain('Aanvaard door Fenna');
    expect(await office.call('quotes/show-revision', { quoteId: quote.id, revision: 1 })).toMatchObject({ subject: null, status: 'sent' });
  });

  test('of accepting and changing at once, one is refused', async () => {
    const quote = await sent();
    const guest = await visitor();
    const page = await guest.open();
    const [answer, change] = await Promise.allSettled([guest.accept(page, 'Fenna'), office.call('quotes/update', { quoteId: quote.id, subject: 'Duurder' })]);
    const accepted = answer.status === 'fulfilled' && answer.value.status === 200;
    expect([accepted, change.status === 'fulfilled'].filter(Boolean)).toHaveLength(1);
    expect(await office.read('quotes', quote.id)).toMatchObject(accepted ? { status: 'accepted', subject: null } : { status: 'draft', revision: 2 });
  });
});

describe('converting', () => {
  async function accepted(): Promise<Quote> {
    const quote = await sent();
    const guest = await visitor();
    await guest.accept(await guest.open(), 'Fenna');
    return quote;
  }

  test('ten at once, half into an invoice and half into a project, is one of them, once', async () => {
    const quote = await accepted();
    const calls = Array.from({ length: 10 }, (_, place) => office.call<Seen>(place % 2 === 0 ? 'quotes/convert' : 'projects/create-from-quote', { quoteId: quote.id }));
    const settled = await Promise.allSettled(calls);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of settled) if (each.status === 'rejected') expect(await refused(Promise.reject(each.reason as Error))).toMatchObject({ code: 'wrong-state' });
    const ofQuote = (seen: Seen) => seen['quoteId'] === quote.id;
    const [invoices, projects] = [(await office.list('invoices')).filter(ofQuote), (await office.list('projects')).filter(ofQuote)];
    expect(invoices.length + projects.length).toBe(1);
    expect(await office.read('quotes', quote.id)).toMatchObject({ status: 'converted', invoiceId: invoices[0]?.id ?? null, projectId: projects[0]?.id ?? null });
  });

  test('the invoice has what was ticked, at the prices that were agreed', async () => {
    const quote = await accepted();
    const invoice = await office.call<InvoiceReply>('quotes/convert', { quoteId: quote.id });
    expect(invoice).toMatchObject({ status: 'draft', totals: { gross: 196_672 }, lines: [{ description: 'Dakraam' }, { description: 'Onderhoud' }] });
    expect(await refused(office.call('quotes/convert', { quoteId: quote.id }))).toMatchObject({ code: 'wrong-state', message: expect.any(String) });
  });

  test('what was not accepted is not converted', async () => {
    const quote = await sent();
    for (const action of ['quotes/convert', 'projects/create-from-quote']) expect(await refused(office.call(action, { quoteId: quote.id }))).toMatchObject({ code: 'wrong-state' });
  });
});

describe('finding', () => {
  test('page by page, narrowed by state and customer, by any word with accents folded', async () => {
    const { customerId } = await sent(office, { subject: 'Überdachung Café' });
    for (const subject of ['Eerste', 'Tweede', 'Derde', 'Vierde']) await office.call('quotes/create', { customerId, lines: LINES, subject });
    type Page = { readonly quotes: readonly { readonly subject: string }[]; readonly nextCursor: string | null };
    const search = (input: object) => office.call<Page>('quotes/search', input);
    expect((await search({ text: 'uberd cafe' })).quotes.map(({ subject }) => subject)).toEqual(['Überdachung Café']);
    const first = await search({ customerId, status: 'draft', limit: 3 });
    const second = await search({ customerId, status: 'draft', limit: 3, cursor: first.nextCursor });
    expect([...first.quotes, ...second.quotes].map(({ subject }) => subject)).toEqual(['Vierde', 'Derde', 'Tweede', 'Eerste']);
    expect(second.nextCursor).toBeNull();
    expect(await office.refusal('quotes/search', { cursor: 'verzonnen' })).toMatchObject({ http: 400, issues: [{ path: 'cursor' }] });
  });
});

test('the last day ends where the organisation is, to the minute, before any sweep', async () => {
  const auckland = await Office.open(stack(), { timeZone: 'Pacific/Auckland', email: 'nz@vandijk.example' });
  const today = businessDate(await now(), 'Pacific/Auckland');
  const quote = await sent(auckland, { validUntil: addDays(today, 1) });
  const guest = await visitor();
  const passUntil = async (moment: Date) => stack().advanceClock(moment.getTime() - (await now()).getTime());
  const midnight = endOfDay(addDays(today, 1), 'Pacific/Auckland');
  await passUntil(new Date(midnight.getTime() - 5 * 60_000));
  const page: ShownQuote = await guest.open();
  expect(page.fields).toMatchObject({ revision: '1' });
  await passUntil(new Date(midnight.getTime() + 1000));
  expect((await guest.accept(page, 'Fenna')).text).toContain('Deze offerte is niet meer geldig.');
  expect((await guest.open()).text).toContain('Deze offerte is verlopen');
  await auckland.owner.renew();
  await stack().run('sweep');
  await auckland.becomes('quotes', quote.id, { status: 'expired' });
  await auckland.leave();
}, 60_000);
