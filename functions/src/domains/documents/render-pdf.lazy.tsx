/**
 * Draws a document as PDF. A lazy leaf: the engine behind it takes a third of a second to load, so it is
 * imported only by the action or task that needs it (see `api.ts`).
 */
import { createHash } from 'node:crypto';
import { renderToBuffer, type DocumentProps } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import { paletteOf } from './brand-colours.ts';
import { typesetter } from './break-lines.ts';
import type { PaperDocument, RenderedPdf } from './document-model.ts';
import { loadFonts } from './fonts.ts';
import { labels } from './labels.ts';
import { paperOf } from './paper-context.ts';
import { paperPages } from './paper-pages.tsx';
import { printable } from './printable-text.ts';

/** Every text of a value, for the choice of fonts. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return '';
  return Object.values(value).map(textOf).join('');
}

/** Renders a document. The same document gives the same bytes, in any process, at any time. */
export async function renderPdf(document: PaperDocument): Promise<RenderedPdf> {
  const chain = await loadFonts(printable(textOf(document)));
  const paper = paperOf(document, labels[document.language], paletteOf(document.brand?.colour), typesetter(chain));
  const { element, pages } = paperPages(paper, chain.families);
  const bytes = new Uint8Array(await renderToBuffer(element as ReactElement<DocumentProps>));
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), pages };
}
