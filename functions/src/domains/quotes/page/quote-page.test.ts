import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aCustomer } from '../../../../test/builders/customer.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { aSentQuote, quoteToken } from '../../../../test/builders/quote.ts';
import { database } from '../../../platform/firestore.ts';

const stack = useStack();
let ours: BuiltOrganisation;
beforeAll(async () => {
  ours = await anOrganisation();
});

const options = [
  { description: 'Dakraam <b>vet</b>', quantity: '3', unitPrice: 48_995 },
  { description: 'Zonwering', quantity: '3', unitPrice: 12_345, optional: true },
];
const address = (token: string, step = '') => `${stack().functionsUrl}/api/public/quote/${token}${step}`;
const visit = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers });
  return { status: response.status, headers: response.headers, markup: await response.text() };
};
const post = async (url: string, fields: Record<string, string>) => {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), markup: await response.text() };
};
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/quotes/${id}`).get()).data();

describe('the public page of a quote', () => {
  test('comes by mail, shows the quote in the customer\'s language, and escapes what was typed', async () => {
    const customer = await aCustomer(ours, { email: 'english@customer.example', language: 'en' });
    const quote = await aSentQuote(ours, { customerId: customer.id, lines: options, subject: 'Roof & light' });
    await stack().awaitIdle();
    expect(await stored(quote.id)).toMatchObject({ status: 'sent', sentAt: expect.anything(), sendError: null });
    const mails = await stack().world.mails('english@customer.example');
    const link = /https?:\/\/\S+\/public\/quote\/[\w.-]+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
    const page = await visit(link);
    expect(page.status).toBe(200);
    expect(page.markup).toContain('<html lang="en">');
    expect(page.markup).toContain('Accept quote');
    expect(page.markup).toContain('Roof &amp; light');
    expect(page.markup).toContain('Dakraam &lt;b&gt;vet&lt;/b&gt;');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('ticking an option gives new totals, and the totals shown are what is agreed to', async () => {
    const quote = await aSentQuote(ours, { lines: options });
    const url = address(quoteToken(ours, quote));
    expect((await visit(url)).markup).toContain('1.778,52');
    const ticked = await post(`${url}/choose`, { name: 'Fenna', revision: '1', total: '177852', options: '1', o1: '1' });
    expect(ticked.markup).toContain('2.226,64');
    expect(ticked.markup).toContain('value="222664"');
    expect(ticked.markup).toContain('value="Fenna"');
    // Ticked, but the total on the screen was still the old one.
    const hasty = await post(`${url}/accept`, { name: 'Fenna', revision: '1', total: '177852', options: '1', o1: '1' });
    expect(hasty.status).toBe(412);
    expect(hasty.markup).toContain('role="alert"');
    expect(hasty.markup).toContain('value="222664"');
    expect(hasty.markup).toContain('value="Fenna"');
    const agreed = await post(`${url}/accept`, { name: 'Fenna', revision: '1', total: '222664', options: '1', o1: '1' });
    expect([agreed.status, agreed.location]).toEqual([303, url]);
    expect(await stored(quote.id)).toMatchObject({ status: 'accepted', totals: { gross: 222_664 } });
    await stack().awaitIdle();
    const file = await fetch(`${url}/pdf`);
    expect(file.headers.get('content-type')).toContain('application/pdf');
    expect(Buffer.from(await file.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await stored(quote.id)).toMatchObject({ acceptedPdf: { path: expect.stringMatching(/-accepted\.pdf$/) } });
    const after = await visit(url);
    expect(after.markup).toContain('Aanvaard door Fenna');
    expect(after.markup).not.toContain('<form');
  });

  test('a missing name and a missing reason are said on the page', async () => {
    const quote = await aSentQuote(ours, { lines: options });
    const url = address(quoteToken(ours, quote));
    const nameless = await post(`${url}/accept`, { name: ' ' });
    expect([nameless.status, nameless.markup.includes('role="alert"')]).toEqual([400, true]);
    const silent = await post(`${url}/decline`, { reason: '' });
    expect([silent.status, silent.markup.includes('role="alert"')]).toEqual([400, true]);
    const declined = await post(`${url}/decline`, { reason: 'Te duur', revision: '1' });
    expect(declined.status).toBe(303);
    expect((await visit(url)).markup).toContain('Afgewezen op');
  });

  test('a link that is tampered with, and a step that is not there, show an error page and nothing of a quote', async () => {
    const quote = await aSentQuote(ours, { lines: options });
    const token = quoteToken(ours, quote);
    const bad = await visit(address(`${token.slice(0, -3)}abc`), { 'accept-language': 'nl' });
    expect([bad.status, bad.markup.includes('Deze link is niet geldig')]).toEqual([404, true]);
    expect(bad.markup).not.toContain(quote.number ?? '');
    expect((await visit(address(token, '/secrets'))).status).toBe(404);
    expect((await post(address(token, '/constructor'), {})).status).toBe(404);
  });
});
