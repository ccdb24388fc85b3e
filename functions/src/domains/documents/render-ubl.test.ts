import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aBuyer, aLine, aPaperInvoice, aSeller } from './a-paper-document.ts';
import { eInvoiceProblems, renderUbl } from './api.ts';
import type { PaperDocument, PaperVatRow, VatCategory } from './document-model.ts';
import { formatMoney } from './format.ts';
import { eInvoiceCases } from './ubl/e-invoice-cases.ts';
import { at, brokenRules, parseXml, textAt, type Element } from './ubl/en16931-rules.ts';
import { outOfOrder } from './ubl/ubl-order.ts';

const PROFILES = ['peppol-bis-3', 'nlcius'] as const;

async function rendered(changes: Partial<PaperDocument> = {}, lines = 3): Promise<Element> {
  return parseXml(await renderUbl(aPaperInvoice(lines, changes), 'peppol-bis-3'));
}

describe.each(PROFILES)('as %s', (profile) => {
  test.each(eInvoiceCases())('%s keeps the rules', async (_, document) => {
    expect(brokenRules(await renderUbl(document, profile), profile)).toEqual([]);
  });

  test.each(eInvoiceCases())('%s has its elements in the order of the schema', async (_, document) => {
    expect(outOfOrder(parseXml(await renderUbl(document, profile)))).toEqual([]);
  });

  test('says which rules it follows', async () => {
    const root = parseXml(await renderUbl(aPaperInvoice(2), profile));
    const own = profile === 'nlcius' ? 'urn:fdc:nen.nl:nlcius:v1.0' : 'urn:fdc:peppol.eu:2017:poacc:billing:3.0';
    expect(textAt(root, 'CustomizationID')).toBe(`urn:cen.eu:en16931:2017#compliant#${own}`);
  });
});

test('a credit note gives the same XML whether its amounts are positive or mirror the invoice', async () => {
  const cases = new Map(eInvoiceCases());
  const name = 'discount, charge, deposit and rounded prices';
  const [positive, mirrored] = [cases.get(`${name}, credited`), cases.get(`${name}, mirrored`)];
  if (!positive || !mirrored) throw new Error(`There is no case "${name}"`);
  expect(await renderUbl(mirrored, 'peppol-bis-3')).toBe(await renderUbl(positive, 'peppol-bis-3'));
});

describe('random documents', () => {
  const category = fc.constantFrom<[VatCategory, number | null]>(['S', 2100], ['S', 900], ['Z', null], ['E', null], ['AE', null]);
  const quantity = fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 999 })).map(([whole, part]) => `${whole}.${String(part).padStart(3, '0')}`);
  // Prices and net amounts have nothing to do with each other: whatever was rounded where, the line must hold.
  const line = fc.record({ quantity, unitPriceMinor: fc.integer({ min: -99_999, max: 999_999 }), netMinor: fc.integer({ min: -999_999, max: 9_999_999 }), discountMinor: fc.integer({ min: -999, max: 9_999 }), vat: category });
  const document = fc.array(line, { minLength: 1, maxLength: 12 }).map((drawn): PaperDocument => {
    const lines = drawn.map(({ vat: [vatCategory, vatRateBp], ...each }, index) => ({ ...aLine(index), ...each, vatCategory, vatRateBp }));
    const groups = new Map(drawn.map(({ vat }) => [vat.join(), vat]));
    const vat = [...groups.values()].map(([group, rateBp]): PaperVatRow => {
      const baseMinor = lines.filter((each) => each.vatCategory === group && each.vatRateBp === rateBp).reduce((sum, { netMinor }) => sum + netMinor, 0);
      return { category: group, rateBp, baseMinor, vatMinor: Math.sign(baseMinor) * Math.floor((Math.abs(baseMinor) * (rateBp ?? 0) * 2 + 10_000) / 20_000) };
    });
    const netMinor = vat.reduce((sum, row) => sum + row.baseMinor, 0);
    const vatMinor = vat.reduce((sum, row) => sum + row.vatMinor, 0);
    return aPaperInvoice(1, { lines, vat, totals: { netMinor, vatMinor, grossMinor: netMinor + vatMinor, prepaidMinor: 0, dueMinor: netMinor + vatMinor } });
  });

  test('keep the rules to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.constantFrom(...PROFILES), async (drawn, profile) => {
        expect(brokenRules(await renderUbl(drawn, profile), profile)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a line', () => {
  test('whose price is exact states it per unit', async () => {
    const [line] = at(await rendered(), 'InvoiceLine');
    expect(line && [textAt(line, 'InvoicedQuantity'), textAt(line, 'Price/PriceAmount'), textAt(line, 'LineExtensionAmount')]).toEqual(['7.25', '68.75', '498.44']);
  });

  test('whose price was rounded states that of the whole quantity', async () => {
    const line = { ...aLine(0), quantity: '187.125', unitPriceMinor: 41, netMinor: 7_743 };
    const vat = [{ category: 'S' as const, rateBp: 2100, baseMinor: 7_743, vatMinor: 1_626 }];
    const totals = { netMinor: 7_743, vatMinor: 1_626, grossMinor: 9_369, prepaidMinor: 0, dueMinor: 9_369 };
    const [price] = at(await rendered({ lines: [line], vat, totals }), 'InvoiceLine/Price');
    expect(price && [textAt(price, 'PriceAmount'), textAt(price, 'BaseQuantity')]).toEqual(['77.43', '187.125']);
  });
});

test('text is escaped and cleaned, and what is empty is left out', async () => {
  const buyer = { ...aBuyer, legalName: ' Broers & Zn. <"\u0007\u202e>\n B.V. ', contact: ' ' };
  const root = await rendered({ buyer });
  expect(textAt(root, 'AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName')).toBe('Broers & Zn. <"> B.V.');
  expect(at(root, 'AccountingCustomerParty/Party/Contact/Name')).toEqual([]);
});

test('NLCIUS has no place for an amount in a second currency; the VAT in euro is in the note', async () => {
  const document = new Map(eInvoiceCases()).get('another currency');
  if (!document) throw new Error('There is no case in another currency');
  const inEuro = document.vat.reduce((sum, { vatEurMinor = 0 }) => sum + vatEurMinor, 0);
  const root = parseXml(await renderUbl(document, 'nlcius'));
  expect(textAt(root, 'Note')).toContain(`Btw in euro: ${formatMoney(inEuro, 'EUR', 'nl')} (€ 1 = USD 1,1593, ECB 20 november 2026).`.replaceAll('\u00a0', ' '));
});

test.each([
  ['zie #ABC# en #12#', 'zie # ABC# en #12#'],
  ['order #1234#', 'order #1234#'],
  ['#1 en #2 samen', '#1 en #2 samen'],
])('a note %s is not read as a code of its subject', async (given, expected) => {
  expect(textAt(await rendered({ notes: [given], intro: [] }), 'Note')).toBe(expected);
});

describe('the address on the network', () => {
  const endpoint = async (changes: Partial<PaperDocument>): Promise<unknown> => {
    const [element] = at(await rendered(changes), 'AccountingCustomerParty/Party/EndpointID');
    return element && [element.attributes['schemeID'], element.text];
  };

  test('is the one the party gave, else OIN, KvK or VAT number', async () => {
    expect(await endpoint({ buyer: { ...aBuyer, peppol: { scheme: '0088', id: '8712345678906' }, oin: '00000001003214345000' } })).toEqual(['0088', '8712345678906']);
    expect(await endpoint({ buyer: { ...aBuyer, oin: '00000001003214345000' } })).toEqual(['0190', '00000001003214345000']);
    expect(await endpoint({})).toEqual(['0106', '01187342']);
    expect(await endpoint({ buyer: { ...aBuyer, kvk: undefined } })).toEqual(['9944', 'NL809163472B01']);
  });
});

describe('what no validator would accept is refused, naming the place', () => {
  const { vat, totals } = aPaperInvoice(3);
  const [row] = vat;
  const paths = async (changes: Partial<PaperDocument>): Promise<string[]> => (await eInvoiceProblems(aPaperInvoice(3, changes), 'peppol-bis-3')).map(({ path }) => path);

  test.each<[string, Partial<PaperDocument>, string[]]>([
    ['a total that is a cent off', { totals: { ...totals, grossMinor: totals.grossMinor + 1 } }, ['totals.grossMinor', 'totals.dueMinor']],
    ['a base that is not the sum of its lines', { vat: row ? [{ ...row, baseMinor: row.baseMinor - 1 }] : [] }, ['vat.0.baseMinor', 'totals.netMinor']],
    ['a deposit nobody named', { totals: { ...totals, prepaidMinor: 173, dueMinor: totals.dueMinor - 173 } }, ['totals.prepaidMinor']],
    ['a credit note without its invoice', { kind: 'credit-note' }, ['original']],
    ['a seller without KvK number', { seller: { ...aSeller, kvk: '123' } }, ['seller.kvk']],
    ['a Dutch address without postcode', { buyer: { ...aBuyer, address: { ...aBuyer.address, postcode: ' ' } } }, ['buyer.address']],
    ['a buyer the network cannot reach', { buyer: { ...aBuyer, kvk: undefined, vatNumber: undefined } }, ['buyer.peppol']],
    ['an address that the network does not know', { buyer: { ...aBuyer, peppol: { scheme: '0088', id: '8712345678901' } } }, ['buyer.peppol']],
    ['a VAT number without its country', { buyer: { ...aBuyer, vatNumber: '811 907 980' } }, ['buyer.vatNumber']],
    ['a malformed VAT number', { seller: { ...aSeller, vatNumber: 'NL123' } }, ['seller.vatNumber']],
    ['a quote', { kind: 'quote' }, ['kind']],
  ])('%s', async (_, changes, expected) => {
    expect(await paths(changes)).toEqual(expected);
  });

  test('a Dutch customer without KvK number under NLCIUS, where Peppol has a private person too', async () => {
    const document = aPaperInvoice(3, { buyer: { ...aBuyer, kvk: undefined } });
    expect((await eInvoiceProblems(document, 'nlcius')).map(({ path }) => path)).toEqual(['buyer.kvk']);
    expect(await eInvoiceProblems(document, 'peppol-bis-3')).toEqual([]);
  });

  test('with everything at once, in an error a person can read', async () => {
    const document = aPaperInvoice(3, { kind: 'credit-note', seller: { ...aSeller, kvk: undefined } });
    await expect(renderUbl(document, 'nlcius')).rejects.toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'original' }, { path: 'seller.kvk' }],
    });
  });
});
