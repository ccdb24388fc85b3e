/** Printable and electronic documents, for the domains that own quotes, invoices and reminders. */
import { AppError } from '../../platform/errors.ts';
import { paletteOf } from './brand-colours.ts';
import type { DocumentProblem, PaperDocument, RenderedPdf, UblProfile } from './document-model.ts';
import type { ReportDocument } from './report-model.ts';
import type { SlipDocument } from './slip-model.ts';

export type * from './document-model.ts';
export type * from './report-model.ts';
export type * from './slip-model.ts';
export { documentProblems } from './document-problems.ts';
export { formatDate, formatMoney, formatRate } from './format.ts';
export { unitLabel } from './units.ts';

/** An organisation's colour, dark enough for text on white and for white text on it. @param colour `#rrggbb` */
export function readableColour(colour: string): string {
  return paletteOf(colour).accent;
}

/** Renders a document as PDF; the same document gives the same bytes. Loads the library at the first call. */
export async function renderPdf(document: PaperDocument): Promise<RenderedPdf> {
  const leaf = await import('./render-pdf.lazy.ts');
  return leaf.renderPdf(document);
}

/** Renders a report of labels and figures as PDF; the same report gives the same bytes. */
export async function renderReport(report: ReportDocument): Promise<RenderedPdf> {
  const leaf = await import('./render-report.lazy.ts');
  return leaf.renderReport(report);
}

/** Renders what a receipt printer prints as PDF; the same slip gives the same bytes. */
export async function renderSlip(slip: SlipDocument): Promise<RenderedPdf> {
  const leaf = await import('./render-slip.lazy.ts');
  return leaf.renderSlip(slip);
}

/**
 * Writes an invoice or credit note as UBL 2.1. Every text, amount and reason is the caller's.
 *
 * @throws AppError `invalid-input` naming everything that keeps the document from being a valid e-invoice
 */
export async function renderUbl(document: PaperDocument, profile: UblProfile): Promise<string> {
  const leaf = await import('./render-ubl.lazy.ts');
  const result = leaf.renderUbl(document, profile);
  if ('xml' in result) return result.xml;
  throw refused(result.problems);
}

/** Why a document cannot be an e-invoice of this profile; empty when it can. */
export async function eInvoiceProblems(document: PaperDocument, profile: UblProfile): Promise<readonly DocumentProblem[]> {
  const leaf = await import('./render-ubl.lazy.ts');
  const result = leaf.renderUbl(document, profile);
  return 'problems' in result ? result.problems : [];
}

function refused(problems: readonly DocumentProblem[]): AppError {
  const joined = (language: 'en' | 'nl'): string => problems.map((problem) => problem[language]).join('; ');
  return new AppError('invalid-input', problems.map(({ path, en }) => `${path}: ${en}`).join('; '), {
    say: { en: `This cannot be sent as an e-invoice: ${joined('en')}.`, nl: `Dit kan niet als e-factuur worden verstuurd: ${joined('nl')}.` },
    issues: problems.map(({ path, en, nl }) => ({ path, code: 'e-invoice', message: en, dutch: nl })),
  });
}
