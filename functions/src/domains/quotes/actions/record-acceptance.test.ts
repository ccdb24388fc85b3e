import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { aQuote, aSentQuote, quoteToken } from '../../../../test/builders/quote.ts';
import { callAs } from '../../../../test/support/call.ts';
import { performAll } from '../../../../test/support/outbox.ts';
import { type Stored } from '../../../../test/support/stored.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { database } from '../../../platform/firestore.ts';
import { convertQuote } from '../../../workflows/convert-quote.ts';
import { quotePdfEffect } from '../effects.ts';
import { expireQuotes } from '../expiry.ts';
import { type PublicQuote } from '../public-quote.ts';
import { type Quote } from '../quote.ts';
import { acceptQuote } from './accept-quote.ts';
import { recordAcceptance } from './record-acceptance.ts';
import { viewQuote } from './view-quote.ts';

useStack({ functions: false });
const at = (day: string) => frozenClock(new Date(`${day}T11:00:00Z`));
const sentOn = at('2027-03-02');

let ours: BuiltOrganisation & { readonly clock: typeof sentOn };
beforeAll(async () => {
  ours = { ...(await anOrganisation({ members: { viewer: 'viewer' }, clock: sentOn })), clock: sentOn };
});

const record = (quoteId: string, fields: object = {}, day = '2027-03-09', uid = ours.owner) =>
  callAs<Stored<Quote>>(uid, recordAcceptance, { quoteId, name: 'Fenna Özdemir', on: '2027-03-08', how: 'phone', ...fields }, { orgId: ours.orgId, clock: at(day) });
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/quotes/${id}`).get()).data();
const aQuoteWithOptions = () =>
  aSentQuote(ours, { lines: [{ description: 'Dakraam', quantity: '3', unitPrice: 48_995 }, { description: 'Zonwering', quantity: '3', unitPrice: 12_345, optional: true }] });

describe('an agreement by phone or on paper', () => {
  test('is written down with who, when, how and by whom; the options as agreed; and confirmed to both', async () => {
    const quote = await aQuoteWithOptions();
    const accepted = await record(quote.id, { how: 'paper', note: 'Getekend exemplaar ligt in de map', chosen: [1] });
    expect(accepted).toMatchObject({
      status: 'accepted',
      totals: { gross: 222_664 },
      acceptance: { name: 'Fenna Özdemir', at: '2027-03-09T11:00:00.000Z', recorded: { on: '2027-03-08', how: 'paper', note: 'Getekend exemplaar ligt in de map', by: `user:${ours.owner}` } },
    });
    await performAll(ours.orgId, [quotePdfEffect]);
    const { docs } = await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', 'mail').get();
    const mails = docs.map((doc) => doc.data()).filter((mail) => JSON.stringify(mail).includes(`${quote.number}.pdf`));
    expect(mails.map(({ template, to }) => `${template.name} ${to[0]}`).sort()).toEqual(['alert post@vandijk.example', 'quote fenna@goudenaar.example', 'quote-accepted fenna@goudenaar.example']);
    const seen = await callAs<PublicQuote>(undefined, viewQuote, {}, { token: quoteToken(ours, quote), clock: at('2027-03-10') });
    expect(seen).toMatchObject({ status: 'accepted', open: false, acceptance: { name: 'Fenna Özdemir', on: '2027-03-08' } });
    expect(JSON.stringify(seen)).not.toContain('map');
  });

  test('counts when it was given in time, also when the quote has expired since; it is converted once like any other', async () => {
    const quote = await aSentQuote(ours);
    await expireQuotes.run(at('2027-04-03'));
    expect(await stored(quote.id)).toMatchObject({ status: 'expired' });
    await expect(record(quote.id, { on: '2027-04-02' }, '2027-04-03')).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'on' }], say: { nl: expect.stringContaining('niet meer geldig') } });
    expect(await record(quote.id, { on: '2027-04-01' }, '2027-04-03')).toMatchObject({ status: 'accepted' });
    const convert = () => callAs(ours.owner, convertQuote, { quoteId: quote.id }, { orgId: ours.orgId, clock: at('2027-04-03') });
    const both = await Promise.allSettled([convert(), convert()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('happens once: of the customer on the page and the staff at the telephone, one is first', async () => {
    const quote = await aSentQuote(ours);
    const answers = await Promise.allSettled([
      record(quote.id),
      record(quote.id, { name: 'Iemand Anders' }),
      callAs(undefined, acceptQuote, { name: 'Op de pagina' }, { token: quoteToken(ours, quote), clock: at('2027-03-09') }),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test.each([
    ['a day that is yet to come', { on: '2027-03-10' }, 'on'],
    ['a day before it was sent', { on: '2027-03-01' }, 'on'],
    ['a day that is none', { on: '2027-02-30' }, 'on'],
    ['no name', { name: ' ' }, 'name'],
    ['a way that we do not know', { how: 'pigeon' }, 'how'],
    ['a line that is no option', { chosen: [0] }, 'chosen'],
    ['text that runs backwards', { note: 'akkoord \u202Egnadaer' }, 'note'],
  ])('%s is refused by name, and nothing is written', async (_what, fields, path) => {
    const quote = await aQuoteWithOptions();
    await expect(record(quote.id, fields)).rejects.toMatchObject({ code: 'invalid-input', issues: [expect.objectContaining({ path })] });
    expect(await stored(quote.id)).toMatchObject({ status: 'sent', acceptance: null });
  });

  test('a draft has nothing to agree to, and a viewer writes nothing down', async () => {
    const draft = await aQuote(ours);
    await expect(record(draft.id)).rejects.toMatchObject({ code: 'wrong-state', say: { nl: expect.stringContaining('concept') } });
    const sent = await aSentQuote(ours);
    await expect(record(sent.id, {}, '2027-03-09', 'viewer')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
