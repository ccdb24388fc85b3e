/** The QR codes of a document: the bank's (EPC069-12) and that of a link. */
// The core alone: the package's own entry brings along what draws pictures and writes to terminals.
import { create } from 'qrcode/lib/core/qrcode.js';
import type { PaperDocument } from './document-model.ts';

/** A QR code as the outline of its dark modules, in units of one module, without the quiet zone. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

const MAX_CENTS = 99_999_999_999;
const MAX_BYTES = 331;
const MAX_EPC_VERSION = 13;
const RF_REFERENCE = /^RF\d{2}[A-Z\d]{1,21}$/;

/** One line of at most `length` characters, never half a character. */
function clipped(text: string, length: number): string {
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, length).join('');
}

/**
 * The text of the code that a bank app turns into a transfer (EPC069-12, version 002, UTF-8).
 *
 * Undefined unless a positive amount of euros is due on a known IBAN. A reference that is not a
 * creditor reference (ISO 11649) goes on the line for free text.
 */
export function epcText(document: PaperDocument): string | undefined {
  const { seller, totals, currency, kind } = document;
  if (currency !== 'EUR' || kind === 'credit-note' || kind === 'quote') return undefined;
  if (!seller.iban || totals.dueMinor <= 0 || totals.dueMinor > MAX_CENTS) return undefined;
  const cents = String(totals.dueMinor).padStart(3, '0');
  const reference = (document.payment?.reference ?? document.number).trim();
  const structured = reference.replace(/\s/g, '').toUpperCase();
  const isRf = RF_REFERENCE.test(structured);
  const lines = (free: number): string =>
    [
      'BCD',
      '002',
      '1',
      'SCT',
      (seller.bic ?? '').replace(/\s/g, ''),
      clipped(seller.legalName, Math.min(free, 70)),
      (seller.iban ?? '').replace(/\s/g, ''),
      `EUR${cents.slice(0, -2)}.${cents.slice(-2)}`,
      '',
      isRf ? structured : '',
      isRf ? '' : clipped(reference, free),
    ].join('\n');
  // Names in other scripts take up to four bytes a character; shorten until the whole fits.
  let free = 140;
  while (new TextEncoder().encode(lines(free).trimEnd()).length > MAX_BYTES) free -= 5;
  return lines(free).trimEnd();
}

/** The code for `text` at error level M. @throws Error when the text needs a code above `maxVersion` */
export function qrPath(text: string, maxVersion = 40): QrPath {
  const code = create([{ data: new TextEncoder().encode(text), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  if (code.version > maxVersion) throw new Error(`The text needs QR version ${code.version}, above ${maxVersion}`);
  const { size, data } = code.modules;
  const parts: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!data[row * size + column]) continue;
      const start = column;
      while (column + 1 < size && data[row * size + column + 1]) column += 1;
      const width = column + 1 - start;
      parts.push(`M${start} ${row}h${width}v1h-${width}z`);
    }
  }
  return { size, path: parts.join('') };
}

/** The bank's code, or undefined where none is due. */
export function epcQr(document: PaperDocument): QrPath | undefined {
  const text = epcText(document);
  return text === undefined ? undefined : qrPath(text, MAX_EPC_VERSION);
}
