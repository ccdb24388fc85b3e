/** Printable and electronic documents, for the domains that own quotes, invoices and reminders. */
import type { PaperDocument, RenderedPdf } from './document-model.ts';

export type * from './document-model.ts';

/** Renders a document as PDF; the same document gives the same bytes. Loads the engine at the first call. */
export async function renderPdf(document: PaperDocument): Promise<RenderedPdf> {
  const leaf = await import('./render-pdf.lazy.ts');
  return leaf.renderPdf(document);
}
