import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isoDate } from '../../platform/business-date.ts';
import { aBuyer, aLine, aPaperInvoice, aSeller } from './a-paper-document.ts';
import type { PaperDocument } from './document-model.ts';
import { formatAmount } from './format.ts';
import { readPdf, type ReadPdf } from './pdf-reader.ts';
import { renderPdf } from './render-pdf.lazy.ts';

async function read(document: PaperDocument): Promise<ReadPdf> {
  const { bytes } = await renderPdf(document);
  return readPdf(bytes);
}

describe('an invoice on one page', () => {
  test('says what the law asks for', async () => {
    const { pages } = await read(aPaperInvoice(1));
    expect(pages).toHaveLength(1);
    for (const words of [
      'Timmerwerkplaats De Vries B.V.',
      'KvK 34187265',
      'Btw NL815274639B01',
      'Stichting Atelier Noorderlicht',
      'Factuur',
      '2026-0417',
      '21\u00a0november\u00a02026',
      '18\u00a0november\u00a02026',
      '7,25 uur 68,75 21% 498,44',
      '€\u00a0603,11',
      'IBAN NL91\u00a0ABNA\u00a00417\u00a01643\u00a000',
      'Pagina 1 van 1',
    ]) {
      expect(pages[0]).toContain(words);
    }
  });

  test('is in English for who reads English', async () => {
    const { pages, raw } = await read(aPaperInvoice(1, { language: 'en' }));
    expect(pages[0]).toContain('Invoice number 2026-0417 Invoice date 21\u00a0November\u00a02026');
    expect(pages[0]).toContain('Total including VAT €603.11');
    expect(pages[0]).toContain('Page 1 of 1');
    expect(raw.includes('/Lang (en-GB)')).toBe(true);
  });

  test('names itself, its author and its language, and is tagged', async () => {
    const { raw, tags, links } = await read(aPaperInvoice(3));
    const facts = ['(Factuur 2026-0417)', '(Timmerwerkplaats De Vries B.V.)', '/Marked true', '/DisplayDocTitle true', '/Lang (nl-NL)'];
    expect(facts.filter((fact) => !raw.includes(fact))).toEqual([]);
    expect(tags).toMatchObject({ Document: 1, H1: 1, H2: 1, Table: 2, TR: 6, Figure: 2, Link: 1 });
    expect(links).toEqual(['https://betaal.toonbank.example/f/9uQx3-7Rk2vLm']);
    // A string, as a reader's syntax wants it; bare words would be names.
    expect(raw).toContain('/Contents (Online betalen op betaal.toonbank.example)');
  });
});

describe('a long invoice', () => {
  const document = aPaperInvoice(120);

  test('carries to every page what the lines before it add up to', async () => {
    const { pages } = await read(document);
    expect(pages.length).toBeGreaterThan(4);
    const running = document.lines.map((_, index) => document.lines.slice(0, index + 1).reduce((sum, line) => sum + line.netMinor, 0));
    const sums = running.map((minor) => formatAmount(minor, 'EUR', 'nl'));
    pages.slice(1).forEach((page, index) => {
      const brought = /Transport van vorige pagina ([\d.,]+)/.exec(page)?.[1];
      const carried = /Transport naar volgende pagina ([\d.,]+)/.exec(pages[index] ?? '')?.[1];
      expect(brought).toBe(carried);
      expect(sums).toContain(brought);
    });
  });

  test('prints every line once, repeats the header and counts its pages', async () => {
    const { pages, tags } = await read(document);
    pages.forEach((page, index) => {
      expect(page).toContain('Omschrijving Aantal Prijs Korting Btw Bedrag (EUR)');
      expect(page).toContain(`Pagina ${index + 1} van ${pages.length}`);
    });
    const all = pages.join(' ');
    expect(all.match(/Lunch op locatie/g)).toHaveLength(17);
    // One table for who hears it, with one header: 120 lines, two rates, and two header rows.
    expect(tags).toMatchObject({ Table: 2, TR: 124 });
  });

  test('gives the totals on the last page the company of a line', async () => {
    for (const lines of [9, 10, 11, 12, 13, 14, 15, 16, 36, 37, 38, 39, 40]) {
      const { pages } = await read(aPaperInvoice(lines));
      const totals = pages.find((page) => page.includes('Totaal inclusief btw'));
      expect(totals).toContain('Omschrijving');
    }
  });
});

describe('the same document', () => {
  const document = aPaperInvoice(12, { buyer: { ...aBuyer, legalName: '上海浦东国际贸易有限公司 – شركة النور' } });

  test('gives the same bytes, whatever was rendered before', async () => {
    const first = await renderPdf(document);
    await renderPdf(aPaperInvoice(40, { language: 'en', brand: { colour: '#e4572e' } }));
    await renderPdf(aPaperInvoice(2, { buyer: { ...aBuyer, legalName: '国贸 النور Łódź' } }));
    const second = await renderPdf(document);
    expect(second.sha256).toBe(first.sha256);
    expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
  });

  test('gives the same bytes in another process at another time and place', async () => {
    const leaf = new URL('./render-pdf.lazy.ts', import.meta.url).href;
    const builder = new URL('./a-paper-document.ts', import.meta.url).href;
    const script = `
      const { renderPdf } = await import(${JSON.stringify(leaf)});
      const { aPaperInvoice, aBuyer } = await import(${JSON.stringify(builder)});
      const buyer = { ...aBuyer, legalName: '上海浦东国际贸易有限公司 – شركة النور' };
      console.log((await renderPdf(aPaperInvoice(12, { buyer }))).sha256);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
      env: { PATH: process.env['PATH'], TZ: 'Pacific/Auckland', LANG: 'ar_SA.UTF-8' },
    });
    const { sha256 } = await renderPdf(document);
    expect(stdout.trim()).toBe(sha256);
  });

  test('gives other bytes when a cent changes', async () => {
    const { sha256 } = await renderPdf(document);
    const changed = { ...document, totals: { ...document.totals, dueMinor: document.totals.dueMinor + 1 } };
    expect((await renderPdf(changed)).sha256).not.toBe(sha256);
  });
});

describe('names in any script', () => {
  test('embed only the fonts they need', async () => {
    expect((await read(aPaperInvoice(2))).fonts.toSorted()).toEqual(['NotoSans-400', 'NotoSans-600']);
    const { fonts } = await read(aPaperInvoice(2, { buyer: { ...aBuyer, legalName: 'شركة النور' } }));
    expect(fonts.toSorted()).toEqual(['NotoSans-400', 'NotoSans-600', 'NotoSansArabic-600']);
  });

  test('appear in Polish, Czech, Vietnamese, Greek, Russian, Hebrew and Chinese', async () => {
    const names = ['Łódź Spółka', 'Příliš žluťoučký kůň', 'Nguyễn Thị Ánh', 'Ελληνικά', 'Кириллица', '上海贸易'];
    for (const legalName of names) {
      const { pages } = await read(aPaperInvoice(1, { buyer: { ...aBuyer, legalName } }));
      const joined = pages.join(' ').replaceAll(' ', '');
      expect(joined).toContain(legalName.replaceAll(' ', ''));
    }
  });

  test('of a hundred words stay within the page and keep every word', async () => {
    const legalName = Array.from({ length: 60 }, (_, index) => `Vennootschap${index}`).join(' ');
    const { pages } = await read(aPaperInvoice(2, { buyer: { ...aBuyer, legalName } }));
    const all = pages.join(' ');
    for (let index = 0; index < 60; index += 1) expect(all).toContain(`Vennootschap${index}`);
  });

  test('lose control characters and overrides of direction', async () => {
    const { pages } = await read(aPaperInvoice(1, { buyer: { ...aBuyer, legalName: 'Evil\u202eknab\u202c \u0007B.V.\u0000' } }));
    expect(pages[0]).toContain('Evilknab B.V.');
  });
});

test('any text whatever can be printed', async () => {
  const anything = fc.string({ unit: 'binary', maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(anything, anything, anything, async (legalName, description, detail) => {
      const document = aPaperInvoice(2, { buyer: { ...aBuyer, legalName }, lines: [{ ...aLine(0), description, detail }], notes: [detail], reference: description });
      expect((await renderPdf(document)).pages).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});

describe('other documents', () => {
  test('a line longer than a page goes on over pages without losing its end', async () => {
    const description = Array.from({ length: 900 }, (_, index) => `woord${index}`).join(' ');
    const { pages } = await read(aPaperInvoice(3, { lines: [aLine(0), { ...aLine(1), description }, aLine(2)] }));
    const all = pages.join(' ');
    expect(all).toContain('woord0 ');
    expect(all).toContain('woord899');
    expect(all.match(/565,52/g)).toHaveLength(1);
  });

  test('a quote counts what was chosen and offers to accept', async () => {
    const lines = [aLine(0), { ...aLine(1), optional: { chosen: true } }, { ...aLine(2), optional: { chosen: false } }];
    const { pages } = await read(aPaperInvoice(3, { kind: 'quote', number: 'O2026-0077', lines }));
    expect(pages[0]).toContain('Offerte');
    expect(pages[0]).toContain('Gekozen optie');
    expect(pages[0]).toContain('Optioneel, niet in het totaal');
    expect(pages[0]).not.toContain('Scan met bank-app');
  });

  test('a quote says what it is about, and who agreed to it', async () => {
    const { pages, tags } = await read(aPaperInvoice(2, { kind: 'quote', subject: 'Renovatie van het dak', intro: ['Beste Fenna,'], payment: { instruction: 'Aanvaard door Fenna.' } }));
    expect(pages[0]).toMatch(/Renovatie van het dak Beste Fenna,.*Akkoord Aanvaard door Fenna\./);
    expect(tags).toMatchObject({ H2: 2 });
  });

  test('a sentence of the law is said once, and an amount without VAT is not called including VAT', async () => {
    const line = { ...aLine(0), vatRateBp: null, vatCategory: 'AE' as const };
    const { netMinor } = line;
    const totals = { netMinor, vatMinor: 0, grossMinor: netMinor, prepaidMinor: 0, dueMinor: netMinor };
    const { pages } = await read(aPaperInvoice(1, { lines: [line], vat: [{ category: 'AE', rateBp: null, baseMinor: netMinor, vatMinor: 0, reason: 'Btw verlegd' }], totals, notes: ['Btw verlegd'] }));
    expect(pages[0]?.match(/Btw verlegd/g)).toHaveLength(1);
    expect(pages[0]).not.toContain('inclusief btw');
  });

  test('an amount of a billion does not run into its name', async () => {
    const totals = { netMinor: 121_342_519_739, vatMinor: 0, grossMinor: 121_342_519_739, prepaidMinor: 0, dueMinor: 121_342_519_739 };
    const { pages } = await read(aPaperInvoice(1, { totals, currency: 'SEK' }));
    expect(pages[0]).toContain('SEK\u00a01.213.425.197,39');
  });

  test('a unit that is a long word keeps out of the prices', async () => {
    const { pages } = await read(aPaperInvoice(1, { lines: [{ ...aLine(0), unit: 'abonnementsjaargangen' }] }));
    expect(pages[0]).toMatch(/7,25 abonnement\w*… 68,75/);
  });

  test('a credit note names its invoice and asks for nothing', async () => {
    const original = { number: '2026-0398', date: isoDate('2026-10-03') };
    const { pages } = await read(aPaperInvoice(2, { kind: 'credit-note', original, dueDate: undefined }));
    expect(pages[0]).toContain('Creditnota');
    expect(pages[0]).toContain('2026-0398 van');
    expect(pages[0]).not.toContain('Betaling');
  });

  test('a small business that is exempt is never said to charge 0 %', async () => {
    const line = { ...aLine(0), vatRateBp: null, vatCategory: 'E' as const };
    const reason = 'Vrijgesteld van btw, artikel 25 Wet OB';
    const { netMinor } = line;
    const { pages } = await read(
      aPaperInvoice(1, {
        lines: [line],
        vat: [{ category: 'E', rateBp: null, baseMinor: netMinor, vatMinor: 0, reason }],
        totals: { netMinor, vatMinor: 0, grossMinor: netMinor, prepaidMinor: 0, dueMinor: netMinor },
      }),
    );
    expect(pages[0]).toContain(reason);
    expect(pages[0]).not.toContain('0%');
  });

  test('a broken logo gives way to the name', async () => {
    const bytes = new Uint8Array(200).fill(7);
    const { pages } = await read(aPaperInvoice(1, { brand: { logo: { bytes, type: 'image/png' } }, seller: { ...aSeller, tradeName: 'De Vries Hout' } }));
    expect(pages[0]).toContain('De Vries Hout');
  });
});
