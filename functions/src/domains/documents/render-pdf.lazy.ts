/**
 * Draws a document as PDF. A lazy leaf: the libraries behind it take long to load, so it is imported only by
 * the action or task that needs it (see `api.ts`).
 */
import { createHash } from 'node:crypto';
import { paletteOf } from './brand-colours.ts';
import { typesetter } from './break-lines.ts';
import type { PaperDocument, RenderedPdf } from './document-model.ts';
import { openFonts } from './fonts.ts';
import { labels } from './labels.ts';
import { paperOf } from './paper-context.ts';
import { drawPages } from './paper-pages.ts';
import { printable } from './printable-text.ts';
import { infoText, Sheet } from './sheet.ts';

/** Every text of a value, for the choice of fonts. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return '';
  return Object.values(value).map(textOf).join('');
}

/** Renders a document. The same document gives the same bytes, in any process, at any time. */
export async function renderPdf(document: PaperDocument): Promise<RenderedPdf> {
  const words = labels[document.language];
  const chain = openFonts(printable(textOf(document)));
  const title = `${document.title ?? words.title[document.kind]} ${document.number}`;
  const sheet = new Sheet(
    {
      title: infoText(title),
      author: infoText(document.seller.legalName),
      subject: infoText(`${title}, ${document.buyer.legalName}`),
      language: words.locale,
      date: new Date(`${document.issueDate}T00:00:00Z`),
    },
    chain,
  );
  const pages = drawPages(sheet, paperOf(document, words, paletteOf(document.brand?.colour), typesetter(chain)));
  const bytes = await sheet.finish();
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), pages };
}

/** Run by the build, so that the code cache of this bundle holds what a first PDF needs compiled. */
export async function warmUp(): Promise<void> {
  const { aPaperInvoice } = await import('./a-paper-document.ts');
  await renderPdf(aPaperInvoice(12));
}
