/** How to pay, or how to accept: the words, the account, and the codes to scan. */
import type { Block } from './block.ts';
import { formatDate, formatIban } from './format.ts';
import { CONTENT_WIDTH, LEFT, TYPE } from './geometry.ts';
import { fill } from './labels.ts';
import type { Paper } from './paper-context.ts';
import { epcQr, qrPath, type QrPath } from './payment-qr.ts';
import { printable } from './printable-text.ts';
import type { Sheet, WebLink } from './sheet.ts';

const TOP = 14;
const PAD = 10;
const CODE = { size: 70, quiet: 6, gap: 14, caption: 13 } as const;
const CODE_WIDTH = CODE.size + 2 * CODE.quiet;

interface Code {
  readonly caption: string;
  readonly qr: QrPath;
}

interface Statement {
  readonly title: string;
  readonly rows: readonly { readonly text: string; readonly weight: 400 | 600 }[];
  readonly link?: WebLink | undefined;
  readonly codes: readonly Code[];
}

/** Only a web address becomes a link. */
function webAddress(url: string | undefined): string | undefined {
  const text = url && printable(url).trim();
  return text && text.length <= 1000 && /^https?:\/\/[!-~]+$/.test(text) ? text : undefined;
}

/** Names the host only: the address itself is long and unreadable, and its code stands beside it. */
function webLink(url: string, words: string): WebLink {
  return { url, description: fill(words, { host: URL.canParse(url) ? new URL(url).host : url }) };
}

/** How the buyer can transfer the money by hand. */
function transferRows({ document, labels }: Paper): Statement['rows'] {
  const { seller, number, payment } = document;
  return [
    { text: `IBAN ${formatIban(seller.iban ?? '')}`, weight: 600 },
    { text: fill(labels.accountHolder, { name: seller.legalName }), weight: 400 },
    { text: fill(labels.payReference, { reference: payment?.reference ?? number }), weight: 400 },
  ];
}

function payment(paper: Paper): Statement | undefined {
  const { document, labels } = paper;
  const { totals, dueDate, language, kind, seller } = document;
  const instruction = document.payment?.instruction;
  const asks = (kind === 'invoice' || kind === 'reminder') && totals.dueMinor > 0;
  if (!instruction && !asks) return undefined;
  const amount = paper.money(totals.dueMinor);
  const request = dueDate ? fill(labels.payBefore, { amount, date: formatDate(dueDate, language) }) : fill(labels.pay, { amount });
  // Who has an arrangement of its own, such as a direct debit, must not be asked for a transfer as well.
  const byTransfer = asks && !instruction && !!seller.iban;
  const bank = byTransfer ? epcQr(document) : undefined;
  const url = asks ? webAddress(document.payment?.url) : undefined;
  return {
    title: kind === 'quote' ? labels.acceptTitle : labels.payTitle,
    rows: [{ text: instruction ?? request, weight: 400 }, ...(byTransfer ? transferRows(paper) : [])],
    link: url ? webLink(url, labels.payOnline) : undefined,
    codes: [...(bank ? [{ caption: labels.scanBank, qr: bank }] : []), ...(url ? [{ caption: labels.scanLink, qr: qrPath(url) }] : [])],
  };
}

function acceptance({ document, labels }: Paper): Statement | undefined {
  const url = webAddress(document.payment?.url);
  if (document.kind !== 'quote' || !url) return undefined;
  const codes = [{ caption: labels.scanAccept, qr: qrPath(url) }];
  return { title: labels.acceptTitle, rows: [{ text: labels.acceptOnline, weight: 400 }], link: webLink(url, labels.openOnline), codes };
}

function drawCode(sheet: Sheet, { qr, caption }: Code, left: number, top: number, color: string): void {
  sheet.tagged(
    'Figure',
    () => {
      // The quiet zone a scanner needs is white whatever stands behind it.
      sheet.rectangle(left, top, CODE_WIDTH, CODE_WIDTH, '#ffffff');
      sheet.outline(qr.path, left + CODE.quiet, top + CODE.quiet, CODE.size / qr.size);
    },
    { alt: caption },
  );
  const captionLeft = left - CODE.gap / 2;
  sheet.artifact(() => sheet.text([caption], captionLeft, top + CODE_WIDTH + 3, { type: TYPE.small, width: CODE_WIDTH + CODE.gap, align: 'center', color }));
}

/** The block of payment or acceptance; undefined when the document asks for neither. */
export function paymentBlock(paper: Paper): Block | undefined {
  const statement = payment(paper) ?? acceptance(paper);
  if (!statement) return undefined;
  const { palette, type } = paper;
  const { codes, title, link } = statement;
  const codesWidth = codes.length * (CODE_WIDTH + CODE.gap);
  const width = CONTENT_WIDTH - 2 * PAD - codesWidth;
  const rows = statement.rows.map(({ text, weight }) => ({ weight, lines: type.breakLines(text, width, TYPE.body.size, weight) }));
  const linkLines = link ? type.breakLines(link.description, width, TYPE.body.size) : [];
  const textHeight = TYPE.address.leading + 4 + rows.reduce((sum, { lines }) => sum + lines.length * TYPE.body.leading, 0) + linkLines.length * TYPE.body.leading + 4;
  const inner = Math.max(textHeight, codes.length > 0 ? CODE_WIDTH + CODE.caption : 0);
  const height = TOP + inner + 2 * PAD;

  const drawWords = (sheet: Sheet, top: number): void => {
    sheet.tagged('H2', () => sheet.text([title], LEFT + PAD, top, { type: TYPE.address, width, weight: 600, color: palette.accent }));
    let at = top + TYPE.address.leading + 4;
    for (const { lines, weight } of rows) {
      sheet.tagged('P', () => sheet.text(lines, LEFT + PAD, at, { type: TYPE.body, width, weight, color: palette.ink }));
      at += lines.length * TYPE.body.leading;
    }
    if (!link) return;
    const [left, linkTop, linkHeight] = [LEFT + PAD, at + 4, linkLines.length * TYPE.body.leading];
    const linkWidth = Math.max(...linkLines.map((line) => type.widthOf(line, TYPE.body.size)));
    sheet.link(link, left, linkTop, linkWidth, linkHeight, () => sheet.text(linkLines, left, linkTop, { type: TYPE.body, width, color: palette.accent }));
  };
  return {
    height,
    draw: (sheet, top) => {
      sheet.artifact(() => sheet.rectangle(LEFT, top + TOP, CONTENT_WIDTH, height - TOP, palette.tint));
      drawWords(sheet, top + TOP + PAD);
      codes.forEach((code, index) => {
        const left = LEFT + CONTENT_WIDTH - PAD - codesWidth + CODE.gap + index * (CODE_WIDTH + CODE.gap);
        drawCode(sheet, code, left, top + TOP + PAD, palette.muted);
      });
    },
  };
}
