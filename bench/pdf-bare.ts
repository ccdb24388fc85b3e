import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { ROOT } from '../local/bootstrap/root.mjs';
import type { PaperDocument, PaperLine } from '../functions/src/domains/documents/document-model.ts';

const FONTS = join(ROOT, 'functions/src/domains/documents/fonts/noto');
const REGULAR = readFileSync(join(FONTS, 'noto-sans-400.ttf'));
const BOLD = readFileSync(join(FONTS, 'noto-sans-600.ttf'));

const TOP = 60;
const BOTTOM = 740;
const COLUMNS = { quantity: 270, unit: 334, price: 350, discount: 400, vat: 440, amount: 480 } as const;

/** Cents as digits with a comma. */
function digits(minor: number): string {
  const text = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${text.slice(0, -2)},${text.slice(-2)}`;
}

function drawHeader(pdf: PDFKit.PDFDocument): number {
  pdf.addPage().font('bold').fontSize(7.5).fillColor('#5b646d');
  const heads = [['Omschrijving', 56], ['Aantal', 300], ['Prijs', 380], ['Korting', 420], ['Btw', 460], ['Bedrag', 500]] as const;
  for (const [text, left] of heads) pdf.text(text, left, TOP, { lineBreak: false });
  pdf.rect(56, TOP + 15, 483, 1).fill('#1f3a5f');
  return TOP + 20;
}

function drawRow(pdf: PDFKit.PDFDocument, line: PaperLine, top: number): number {
  pdf.font('regular').fontSize(9).fillColor('#1c2126');
  const figure = (text: string, left: number): void => void pdf.text(text, left, top, { width: 60, align: 'right', lineBreak: false });
  pdf.text(line.description, 56, top, { width: 210 });
  let next = pdf.y;
  figure(line.quantity ?? '', COLUMNS.quantity);
  pdf.text(line.unit ?? '', COLUMNS.unit, top, { lineBreak: false });
  figure(digits(line.unitPriceMinor ?? 0), COLUMNS.price);
  if (line.discountMinor) figure(digits(-line.discountMinor), COLUMNS.discount);
  figure(`${(line.vatRateBp ?? 0) / 100}%`, COLUMNS.vat);
  figure(digits(line.netMinor), COLUMNS.amount);
  if (line.detail) {
    pdf.fontSize(7.5).fillColor('#5b646d').text(line.detail, 56, next, { width: 210 });
    next = pdf.y;
  }
  pdf.rect(56, next + 5, 483, 0.5).fill('#d5d9dd');
  return next + 10;
}

/**
 * The lines of a document drawn with pdfkit alone, in the same embedded fonts: no addresses, no totals, no codes,
 * no tags, and page breaks wherever they fall.
 */
export function barePdf(document: PaperDocument): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  pdf.registerFont('regular', REGULAR).registerFont('bold', BOLD);
  let top = drawHeader(pdf);
  for (const line of document.lines) {
    if (top > BOTTOM) top = drawHeader(pdf);
    top = drawRow(pdf, line, top);
  }
  pdf.end();
  return new Promise((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
