/** Number, dates and references in four columns, each value under its name. */
import type { Block } from './block.ts';
import { formatDate, formatPeriod } from './format.ts';
import { CONTENT_WIDTH, LEFT, TYPE } from './geometry.ts';
import { fill } from './labels.ts';
import type { Paper } from './paper-context.ts';

const COLUMNS = 4;
const GUTTER = 14;
const ROW_GAP = 9;
const WIDTH = (CONTENT_WIDTH - GUTTER * (COLUMNS - 1)) / COLUMNS;

/** Name and value of everything that identifies the document, without those it does not have. */
function references({ document, labels }: Paper): [string, string][] {
  const { kind, language, buyer, original } = document;
  const party = kind === 'invoice' || kind === 'credit-note';
  const all: [string, string | undefined | false][] = [
    [labels.number[kind], document.number],
    [labels.date[kind], formatDate(document.issueDate, language)],
    [labels.dueDate[kind], document.dueDate && formatDate(document.dueDate, language)],
    [labels.supplyDate, document.supplyDate && formatDate(document.supplyDate, language)],
    [labels.period, document.period && formatPeriod(document.period, language)],
    [labels.original, original && fill(labels.originalOf, { number: original.number, date: formatDate(original.date, language) })],
    [labels.reference, document.reference],
    [labels.orderReference, document.orderReference],
    [labels.buyerKvk, party && buyer.kvk],
    [labels.buyerVat, party && buyer.vatNumber],
  ];
  return all.filter((entry): entry is [string, string] => !!entry[1]);
}

/** The references of a document. */
export function referenceGrid(paper: Paper): Block {
  const { palette, type } = paper;
  const cells = references(paper).map(([label, value]) => ({ label, lines: type.breakLines(value, WIDTH, TYPE.body.size, 600) }));
  const rows = Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, row) => cells.slice(row * COLUMNS, (row + 1) * COLUMNS));
  const heights = rows.map((row) => TYPE.small.leading + Math.max(...row.map(({ lines }) => lines.length)) * TYPE.body.leading + ROW_GAP);
  return {
    height: heights.reduce((sum, height) => sum + height, 0) - ROW_GAP,
    draw: (sheet, top) => {
      let at = top;
      rows.forEach((row, index) => {
        row.forEach(({ label, lines }, column) => {
          const left = LEFT + column * (WIDTH + GUTTER);
          sheet.tagged('P', () => {
            sheet.text([label], left, at, { type: TYPE.small, width: WIDTH, color: palette.muted });
            sheet.text(lines, left, at + TYPE.small.leading, { type: TYPE.body, width: WIDTH, weight: 600, color: palette.ink });
          });
        });
        at += heights[index] ?? 0;
      });
    },
  };
}
