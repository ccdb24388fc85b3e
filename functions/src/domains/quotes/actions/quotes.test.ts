import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aCustomer } from '../../../../test/builders/customer.ts';
import { twoOrganisations, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { anAcceptedQuote, aQuote, aSentQuote, quoteToken } from '../../../../test/builders/quote.ts';
import { callAs } from '../../../../test/support/call.ts';
import { performAll } from '../../../../test/support/outbox.ts';
import { type Stored } from '../../../../test/support/stored.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { database } from '../../../platform/firestore.ts';
import { quotePdfEffect } from '../effects.ts';
import { expireQuotes } from '../expiry.ts';
import { type PublicQuote } from '../public-quote.ts';
import { type Quote } from '../quote.ts';
import { acceptQuote } from './accept-quote.ts';
import { createQuote } from './create-quote.ts';
import { archiveQuote } from './archive-quote.ts';
import { declineQuote } from './decline-quote.ts';
import { deleteQuote } from './delete-quote.ts';
import { exportQuotes } from './export-quotes.ts';
import { resendQuote } from './resend-quote.ts';
import { restoreQuote } from './restore-quote.ts';
import { searchQuotes } from './search-quotes.ts';
import { sendQuote } from './send-quote.ts';
import { showQuoteRevision } from './show-quote-revision.ts';
import { updateQuote } from './update-quote.ts';
import { viewQuote } from './view-quote.ts';

useStack({ functions: false });
let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
beforeAll(async () => {
  [ours, theirs] = await twoOrganisations({ members: { viewer: 'viewer' } });
});

type Action = Parameters<typeof callAs>[1];
const DAY = 86_400_000;
const inDays = (days: number) => frozenClock(new Date(Date.now() + days * DAY));
const isoDay = (days: number) => businessDate(inDays(days).now(), 'Europe/Amsterdam');
const call = <Reply = Stored<Quote>>(action: Action, input: object, days = 0) =>
  callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId, clock: inDays(days) });
const visit = (action: Action, token: string, input: object = {}, days = 0) =>
  callAs<PublicQuote>(undefined, action, input, { token, clock: inDays(days) });
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/quotes/${id}`).get()).data();
const quotes = async () => (await database().collection(`orgs/${ours.orgId}/quotes`).get()).size;

interface OutboxMail {
  readonly to: readonly string[];
  readonly template: { readonly name: string; readonly data: Readonly<Record<string, unknown>> };
  readonly message: { readonly attachments: readonly { readonly filename: string }[] };
}
async function mails(number: string | null): Promise<OutboxMail[]> {
  await performAll(ours.orgId, [quotePdfEffect]);
  const { docs } = await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', 'mail').get();
  return docs.map((doc) => doc.data() as OutboxMail).filter(({ template }) => JSON.stringify(template.data).includes(`${number}`));
}

const options = [
  { description: 'Dakraam', quantity: '3', unitPrice: 48_995 },
  { description: 'Zonwering', quantity: '3', unitPrice: 12_345, optional: true },
  { description: 'Onderhoud', quantity: '2', unitPrice: 7_777, optional: true, chosen: true },
];

describe('writing a quote', () => {
  test('amounts come from the server: two rates, a discount on a line', async () => {
    const quote = await aQuote(ours);
    expect(quote).toMatchObject({ status: 'draft', number: null, revision: 1, seller: null, totals: { gross: 298_369 } });
  });

  test('a line that is not chosen shows its amount and does not count', async () => {
    const { lines, totals } = await aQuote(ours, { lines: options });
    expect(lines.map(({ typed, chosen }) => [typed.amount, chosen])).toEqual([
      [146_985, true],
      [37_035, false],
      [15_554, true],
    ]);
    expect(totals.net).toBe(162_539);
  });

  test.each([
    ['lines', { lines: [] }],
    ['lines.0.quantity', { lines: [{ description: 'X', quantity: '-3', unitPrice: 1_299 }] }],
    ['lines.0.quantity', { lines: [{ description: 'X', quantity: '9999999999', unitPrice: 1_299 }] }],
    ['lines.0.quantity', { lines: [{ description: 'X', quantity: 3, unitPrice: 1_299 }] }],
    ['lines.0.unitPrice', { lines: [{ description: 'X', quantity: '3', unitPrice: 123_456_789_012_345 }] }],
    ['lines.0.unitPrice', { lines: [{ description: 'X', quantity: '3', unitPrice: 12.99 }] }],
    ['lines.0.description', { lines: [{ description: 'Goed\u0007', quantity: '3', unitPrice: 1_299 }] }],
    ['lines.0.description', { lines: [{ description: 'Goed \u202Edeog', quantity: '3', unitPrice: 1_299 }] }],
    ['validUntil', { validUntil: '2027-02-30' }],
    ['validUntil', { validUntil: '1987-06-05' }],
    ['subject', { subject: 'x'.repeat(201) }],
    ['discount', { discount: { amount: 900_000_000 } }],
    ['discount', { discount: { amount: 15_001 }, lines: [{ description: 'X', quantity: '3', unitPrice: 4_999 }, { description: 'Y', quantity: '2', unitPrice: 9_999, optional: true, chosen: true }] }],
  ])('a wrong %s is named and nothing is written', async (path, fields) => {
    const { id: customerId } = await aCustomer(ours);
    const before = await quotes();
    await expect(aQuote(ours, { customerId, ...fields })).rejects.toMatchObject({ code: 'invalid-input', issues: expect.arrayContaining([expect.objectContaining({ path })]) });
    expect(await quotes()).toBe(before);
  });

  test('texts that together outgrow a document are refused by name', async () => {
    const lines = Array.from({ length: 500 }, () => ({ description: 'x'.repeat(400), detail: 'é'.repeat(2000), quantity: '3', unitPrice: 1_299 }));
    await expect(aQuote(ours, { lines })).rejects.toMatchObject({ code: 'invalid-input', issues: [expect.objectContaining({ path: 'lines' })] });
  });

  test('a viewer writes none; another organisation\'s customer is unknown', async () => {
    const foreign = await aCustomer(theirs);
    const input = { customerId: foreign.id, lines: options };
    await expect(callAs('viewer', createQuote, input, { orgId: ours.orgId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(call(createQuote, input)).rejects.toMatchObject({ code: 'not-found', data: { collection: 'customers' } });
  });
});

describe('sending', () => {
  test('gives a number, freezes who it is between, and mails a link that stands in no document', async () => {
    const quote = await aSentQuote(ours);
    expect(quote).toMatchObject({ status: 'sent', number: expect.stringMatching(/^Q\d{4}-\d{4}$/), sentTo: 'fenna@goudenaar.example', sentAt: null });
    expect(quote.seller).toMatchObject({ name: 'Van Dijk Dakwerken B.V.', kvkNumber: '27312345' });
    const [mail] = await mails(quote.number);
    expect(mail).toMatchObject({ to: ['fenna@goudenaar.example'], template: { name: 'quote' }, message: { attachments: [{ filename: `${quote.number}.pdf` }] } });
    expect(JSON.stringify(mail)).not.toContain(quoteToken(ours, quote));
  });

  test('ten at once get ten consecutive numbers', async () => {
    const drafts = await Promise.all(Array.from({ length: 10 }, () => aQuote(ours)));
    const sent = await Promise.all(drafts.map(({ id }) => call(sendQuote, { quoteId: id })));
    const numbers = sent.map(({ number }) => Number.parseInt(number?.slice(-4) ?? '', 10)).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });

  test('is refused without an address, after the last day, and a second time', async () => {
    const { id: customerId } = await aCustomer(ours, { email: null });
    const draft = await aQuote(ours, { customerId });
    await expect(call(sendQuote, { quoteId: draft.id })).rejects.toMatchObject({ code: 'wrong-state' });
    const late = await aQuote({ ...ours, clock: inDays(-30) }, { validUntil: isoDay(-20) });
    await expect(call(sendQuote, { quoteId: late.id })).rejects.toMatchObject({ code: 'invalid-input', issues: [expect.objectContaining({ path: 'validUntil' })] });
    const sent = await call(sendQuote, { quoteId: draft.id, to: 'elders@goudenaar.example' });
    expect(sent.sentTo).toBe('elders@goudenaar.example');
    await expect(call(sendQuote, { quoteId: draft.id })).rejects.toMatchObject({ code: 'wrong-state', data: { status: 'sent' } });
    expect(await mails(sent.number)).toHaveLength(1);
    await call(resendQuote, { quoteId: draft.id });
    expect(await mails(sent.number)).toHaveLength(2);
  });

  test('a sent quote cannot be deleted, a draft can', async () => {
    const sent = await aSentQuote(ours);
    await expect(call(deleteQuote, { quoteId: sent.id })).rejects.toMatchObject({ code: 'wrong-state' });
    const draft = await aQuote(ours);
    await call(deleteQuote, { quoteId: draft.id });
    expect(await stored(draft.id)).toBeUndefined();
  });
});

describe('the customer\'s answer', () => {
  test('accepting records name and time, and mails both', async () => {
    const quote = await aSentQuote(ours);
    const token = quoteToken(ours, quote);
    expect(await mails(quote.number)).toHaveLength(1);
    await visit(acceptQuote, token, { name: 'Fenna Özdemir', revision: 1, total: 298_369 });
    expect(await stored(quote.id)).toMatchObject({ status: 'accepted', acceptance: { name: 'Fenna Özdemir' }, expiresAt: null });
    const sent = await mails(quote.number);
    expect(sent.map(({ to, template }) => `${template.name} ${to[0]}`).sort()).toEqual([
      'alert post@vandijk.example',
      'quote fenna@goudenaar.example',
      'quote-accepted fenna@goudenaar.example',
    ]);
    expect(sent.every(({ message }) => message.attachments[0]?.filename === `${quote.number}.pdf`)).toBe(true);
  });

  test('pressing twice, or ten times at once, is one acceptance and one pair of mails', async () => {
    const quote = await aSentQuote(ours);
    const token = quoteToken(ours, quote);
    await mails(quote.number);
    await Promise.all(Array.from({ length: 10 }, () => visit(acceptQuote, token, { name: 'Fenna Özdemir' })));
    expect(await mails(quote.number)).toHaveLength(3);
    await expect(visit(acceptQuote, token, { name: 'Iemand Anders' })).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(visit(declineQuote, token, { reason: 'Toch niet' })).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('of accepting and declining at once, one counts', async () => {
    const quote = await aSentQuote(ours);
    const token = quoteToken(ours, quote);
    const both = await Promise.allSettled([visit(acceptQuote, token, { name: 'Fenna' }), visit(declineQuote, token, { reason: 'Te duur' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('declining needs a reason and tells the organisation', async () => {
    const quote = await aSentQuote(ours);
    const token = quoteToken(ours, quote);
    await mails(quote.number);
    await expect(visit(declineQuote, token, { reason: '  ' })).rejects.toMatchObject({ code: 'invalid-input' });
    const view = await visit(declineQuote, token, { reason: 'Wij wachten tot\nvolgend jaar' });
    expect(view).toMatchObject({ status: 'declined', open: false, decline: { reason: 'Wij wachten tot\nvolgend jaar' } });
    expect((await mails(quote.number)).map(({ template }) => template.name).sort()).toEqual(['alert', 'quote']);
  });

  test('a tampered, a foreign and an old link open nothing', async () => {
    const quote = await aSentQuote(ours);
    const token = quoteToken(ours, quote);
    const other = quoteToken(theirs, quote);
    for (const bad of [`${token.slice(0, -2)}AA`, token.replace('.', '..'), 'nonsense', '']) {
      await expect(visit(viewQuote, bad)).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(visit(viewQuote, other)).rejects.toMatchObject({ code: 'not-found' });
    await expect(visit(viewQuote, token, {}, 31 + 31)).rejects.toMatchObject({ code: 'expired' });
  });

  test('what a visitor sees holds nothing of the staff\'s side', async () => {
    const quote = await aSentQuote(ours);
    const view = await visit(viewQuote, quoteToken(ours, quote));
    expect(Object.keys(view)).not.toEqual(expect.arrayContaining(['customerId']));
    expect(JSON.stringify(view)).not.toMatch(/iban|NL91ABNA|sentTo|customerNumber|orgId/);
  });
});

describe('options', () => {
  test('the server totals what is ticked; only what was seen can be agreed to', async () => {
    const quote = await aSentQuote(ours, { lines: options });
    const token = quoteToken(ours, quote);
    const view = await visit(viewQuote, token, { chosen: [1] });
    expect([view.totals.net, view.totals.gross]).toEqual([184_020, 222_664]);
    await expect(visit(acceptQuote, token, { name: 'Fenna', chosen: [1], total: quote.totals.gross })).rejects.toMatchObject({ code: 'version-mismatch', data: { gross: 222_664 } });
    await visit(acceptQuote, token, { name: 'Fenna', chosen: [1], total: 222_664 });
    const after = await stored(quote.id);
    expect(after).toMatchObject({ totals: { gross: 222_664 }, acceptance: { name: 'Fenna' } });
    expect(after).toMatchObject({ lines: [{ chosen: true }, { chosen: true }, { chosen: false }] });
  });

  test('a line that is no option cannot be named, and nothing at all is not an agreement', async () => {
    const quote = await aSentQuote(ours, { lines: options.slice(1) });
    const token = quoteToken(ours, quote);
    expect((await visit(viewQuote, token, { chosen: [] })).totals.gross).toBe(0);
    await expect(visit(acceptQuote, token, { name: 'Fenna', chosen: [] })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(visit(acceptQuote, token, { name: 'Fenna', chosen: [7] })).rejects.toMatchObject({ code: 'invalid-input', issues: [expect.objectContaining({ path: 'chosen' })] });
  });
});

describe('versions', () => {
  test('a sent quote that is changed becomes the next version; the old link shows it and says so', async () => {
    const first = await aSentQuote(ours);
    const token = quoteToken(ours, first);
    const draft = await call(updateQuote, { quoteId: first.id, lines: options, subject: 'Nieuw voorstel' });
    expect(draft).toMatchObject({ status: 'draft', revision: 2, number: first.number, expiresAt: null });

    const meanwhile = await visit(viewQuote, token);
    expect(meanwhile).toMatchObject({ beingChanged: true, open: false, revision: 1, totals: { gross: 298_369 } });
    await expect(visit(acceptQuote, token, { name: 'Fenna' })).rejects.toMatchObject({ code: 'version-mismatch' });

    const second = await call(sendQuote, { quoteId: first.id });
    expect(second).toMatchObject({ status: 'sent', revision: 2, number: first.number });
    expect(await visit(viewQuote, token)).toMatchObject({ revision: 2, linkRevision: 1, open: true, subject: 'Nieuw voorstel' });
    await expect(visit(acceptQuote, token, { name: 'Fenna' })).rejects.toMatchObject({ code: 'version-mismatch', data: { revision: 2 } });
    await visit(acceptQuote, token, { name: 'Fenna', revision: 2 });
    expect(await stored(first.id)).toMatchObject({ status: 'accepted' });
  });

  test('a version that is changed before it could be mailed is never mailed', async () => {
    const first = await aSentQuote(ours);
    await call(updateQuote, { quoteId: first.id, subject: 'Toch anders' });
    expect(await mails(first.number)).toEqual([]);
    await call(sendQuote, { quoteId: first.id });
    expect((await mails(first.number)).map(({ message }) => message.attachments[0]?.filename)).toEqual([`${first.number}.pdf`]);
    expect((await stored(first.id))?.['pdf']).toMatchObject({ path: expect.stringMatching(/-v2\.pdf$/) });
  });

  test('what was accepted is not changed any more', async () => {
    const quote = await anAcceptedQuote(ours);
    await expect(call(updateQuote, { quoteId: quote.id, subject: 'Later' })).rejects.toMatchObject({ code: 'wrong-state', data: { status: 'accepted' } });
  });

  test('of two who change at once, the one who looked too long is told', async () => {
    const quote = await aQuote(ours);
    await call(updateQuote, { quoteId: quote.id, subject: 'Eerst', ifVersion: 1 });
    await expect(call(updateQuote, { quoteId: quote.id, subject: 'Daarna', ifVersion: 1 })).rejects.toMatchObject({ code: 'version-mismatch' });
  });
});

describe('expiry', () => {
  test('after its last day a quote cannot be accepted, before any sweep; the sweep then says so', async () => {
    const quote = await aSentQuote(ours);
    const token = quoteToken(ours, quote);
    expect((await visit(viewQuote, token, {}, 29)).open).toBe(true);
    expect((await visit(viewQuote, token, {}, 31)).open).toBe(false);
    await expect(visit(acceptQuote, token, { name: 'Fenna' }, 31)).rejects.toMatchObject({ code: 'expired' });
    await expireQuotes.run(inDays(29));
    expect(await stored(quote.id)).toMatchObject({ status: 'sent' });
    await expireQuotes.run(inDays(31));
    expect(await stored(quote.id)).toMatchObject({ status: 'expired', expiresAt: null });
    const again = await call(updateQuote, { quoteId: quote.id }, 31);
    expect(again).toMatchObject({ status: 'draft', revision: 2, validUntil: null });
  });

  test('the last day ends where the organisation is', async () => {
    const clock = frozenClock(new Date('2027-03-01T12:00:00Z'));
    const quote = await aSentQuote({ ...ours, clock }, { validUntil: '2027-03-28' });
    // Summer time has begun in Amsterdam that morning: midnight is 22:00 UTC.
    expect(quote.expiresAt).toBe('2027-03-28T22:00:00.000Z');
  });
});

describe('finding, archiving, exporting', () => {
  type Page = { readonly quotes: readonly Stored<Quote>[]; readonly nextCursor: string | null };
  const search = (input: object) => call<Page>(searchQuotes, input);

  test('by number, subject and customer, narrowed by state and customer, the newest first, in pages', async () => {
    const mill = await aCustomer(ours, { name: 'Molen De Hoop', contactName: null });
    const drafts = [];
    for (const subject of ['Wieken', 'Kap en staart', 'Stelling', 'Wieken, tweede deel']) drafts.push(await aQuote(ours, { customerId: mill.id, subject }));
    const sent = await call(sendQuote, { quoteId: drafts[1]?.id });
    const subjects = async (input: object) => (await search(input)).quotes.map(({ subject }) => subject);
    expect(await subjects({ text: 'mol hoop' })).toEqual(['Wieken, tweede deel', 'Stelling', 'Kap en staart', 'Wieken']);
    expect(await subjects({ text: 'hoop wiek' })).toEqual(['Wieken, tweede deel', 'Wieken']);
    expect(await subjects({ text: sent.number ?? '' })).toEqual(['Kap en staart']);
    expect(await subjects({ text: 'hoop', status: 'sent', customerId: mill.id })).toEqual(['Kap en staart']);
    const first = await search({ customerId: mill.id, limit: 3 });
    const second = await search({ customerId: mill.id, limit: 3, cursor: first.nextCursor });
    expect([first.quotes.length, second.quotes.map(({ subject }) => subject), second.nextCursor]).toEqual([3, ['Wieken'], null]);
  });

  test('an archived quote is out of lists until it is restored; one that waits for an answer stays', async () => {
    const quote = await aQuote(ours, { subject: 'Archiefstuk' });
    await call(archiveQuote, { quoteId: quote.id });
    expect((await search({ text: 'archiefstuk' })).quotes).toEqual([]);
    expect((await search({ text: 'archiefstuk', archived: true })).quotes).toHaveLength(1);
    await call(restoreQuote, { quoteId: quote.id });
    await call(sendQuote, { quoteId: quote.id });
    await expect(call(archiveQuote, { quoteId: quote.id })).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('an earlier version can be looked up; one that never was is unknown', async () => {
    const first = await aSentQuote(ours, { subject: 'Eerste' });
    await call(updateQuote, { quoteId: first.id, subject: 'Tweede' });
    expect(await call(showQuoteRevision, { quoteId: first.id, revision: 1 })).toMatchObject({ id: first.id, subject: 'Eerste', status: 'sent' });
    expect(await call(showQuoteRevision, { quoteId: first.id, revision: 2 })).toMatchObject({ subject: 'Tweede', status: 'draft', revision: 2 });
    await expect(call(showQuoteRevision, { quoteId: first.id, revision: 7 })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('an export has exact amounts and no formulas', async () => {
    await aQuote(ours, { subject: '=1+2' });
    const { csv } = await call<{ csv: string }>(exportQuotes, { delimiter: ',', bom: false, language: 'en' });
    expect(csv.split('\r\n')[0]).toMatch(/^number,version,status/);
    expect(csv).toContain("'=1+2");
    expect(csv).toMatch(/,EUR,2572\.48,411\.21,2983\.69,/);
    const dutch = await call<{ csv: string; filename: string }>(exportQuotes, {});
    expect(dutch).toMatchObject({ csv: expect.stringMatching(/^\uFEFFnummer;versie/), filename: expect.stringMatching(/^offertes-/) });
    expect(dutch.csv).toContain(';EUR;2572,48;411,21;2983,69;');
  });
});
