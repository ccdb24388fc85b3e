/** The VAT per rate, why some of it is not charged, and the rate that turned it into euros. */
import type { Block } from './block.ts';
import type { PaperDocument, PaperVatRow } from './document-model.ts';
import { formatAmount, formatDate, formatRate } from './format.ts';
import { LEFT, TYPE } from './geometry.ts';
import { fill } from './labels.ts';
import type { Paper } from './paper-context.ts';

const WIDTH = 250;
const ROW = 14;

/** What the rate column says. An exempt supply never says 0 %. */
export function rateLabel(row: PaperVatRow, { labels, document }: Paper): string {
  if (row.category === 'E') return labels.exempt;
  if (row.category === 'O') return labels.outsideVat;
  if (row.category === 'AE') return labels.reverseCharge;
  return formatRate(row.rateBp ?? 0, document.language);
}

interface VatColumn {
  readonly heading: string;
  readonly left: number;
  readonly width: number;
  cell(row: PaperVatRow): string;
}

function columns({ document, labels, amount }: Paper): VatColumn[] {
  const base = (row: PaperVatRow): string => amount(row.baseMinor);
  const vat = (row: PaperVatRow): string => amount(row.vatMinor);
  const euro = ({ vatEurMinor }: PaperVatRow): string => (vatEurMinor === undefined ? '' : formatAmount(vatEurMinor, 'EUR', document.language));
  const inEuro = document.vat.some(({ vatEurMinor }) => vatEurMinor !== undefined);
  return inEuro
    ? [
        { heading: labels.vatBase, left: 70, width: 62, cell: base },
        { heading: labels.vatAmount, left: 136, width: 54, cell: vat },
        { heading: labels.vatInEuro, left: 192, width: 58, cell: euro },
      ]
    : [
        { heading: labels.vatBase, left: 84, width: 80, cell: base },
        { heading: labels.vatAmount, left: 176, width: 74, cell: vat },
      ];
}

/** The sentences that the law asks for where no VAT is charged, each once. */
export function vatReasons({ vat }: PaperDocument): string[] {
  return [...new Set(vat.map(({ reason }) => reason).filter((reason): reason is string => !!reason))];
}

interface Remark {
  readonly weight: 400 | 600;
  readonly text: string;
}

/** Reasons why no VAT is charged, and the exchange rate. */
function remarks({ document, labels }: Paper): Remark[] {
  const { exchangeRate, currency, language } = document;
  const reasons = vatReasons(document).map((text): Remark => ({ weight: 600, text }));
  if (!exchangeRate) return reasons;
  const rate = language === 'nl' ? exchangeRate.rate.replace('.', ',') : exchangeRate.rate;
  const date = formatDate(exchangeRate.date, language);
  return [...reasons, { weight: 400, text: fill(labels.exchangeRate, { rate, currency, date, source: exchangeRate.source }) }];
}

/** The table of VAT; undefined on a document that is not about VAT. */
export function vatSummary(paper: Paper): Block | undefined {
  const { document, palette, labels, type } = paper;
  if (document.kind === 'reminder' || document.vat.length === 0) return undefined;
  const figures = columns(paper);
  const paragraphs = remarks(paper).map(({ text, weight }) => ({ weight, lines: type.breakLines(text, WIDTH, TYPE.small.size, weight) }));
  const tableHeight = ROW + 2 + document.vat.length * ROW + 3;
  const height = paragraphs.reduce((sum, { lines }) => sum + lines.length * TYPE.small.leading + 3, tableHeight);
  const style = { type: TYPE.small } as const;
  const draw: Block['draw'] = (sheet, top) => {
    sheet.group('Table', () => {
      sheet.group('TR', () => {
        const heading = { ...style, weight: 600, color: palette.muted } as const;
        sheet.tagged('TH', () => sheet.text([labels.vatTable], LEFT, top, { ...heading, width: 84 }), { scope: 'Column' });
        for (const column of figures) {
          sheet.tagged('TH', () => sheet.text([column.heading], LEFT + column.left, top, { ...heading, width: column.width, align: 'right' }), { scope: 'Column' });
        }
      });
      sheet.rule(LEFT, top + ROW - 2, WIDTH, palette.rule);
      document.vat.forEach((row, index) => {
        const at = top + ROW + 2 + index * ROW;
        const cell = { ...style, color: palette.ink } as const;
        sheet.group('TR', () => {
          sheet.tagged('TD', () => sheet.text([rateLabel(row, paper)], LEFT, at, { ...cell, width: 84 }));
          for (const column of figures) {
            sheet.tagged('TD', () => sheet.text([column.cell(row)], LEFT + column.left, at, { ...cell, width: column.width, align: 'right' }));
          }
        });
      });
    });
    let at = top + tableHeight;
    for (const { lines, weight } of paragraphs) {
      sheet.tagged('P', () => sheet.text(lines, LEFT, at, { ...style, weight, width: WIDTH, color: palette.ink }));
      at += lines.length * TYPE.small.leading + 3;
    }
  };
  return { height, draw };
}
