/** The table of lines: a header, rows of known height, and the amounts carried from page to page. */
import type { Block } from './block.ts';
import type { PaperLine } from './document-model.ts';
import { formatPeriod } from './format.ts';
import { CONTENT_WIDTH, LEFT, TYPE } from './geometry.ts';
import type { Paper } from './paper-context.ts';
import type { Sheet } from './sheet.ts';
import { columnsOf, type Columns } from './table-columns.ts';

/** A row of the table, and what the lines up to and including it add up to. */
export interface TableRow extends Block {
  readonly runningMinor: number;
}

/** The table in pieces that can be put on any page. */
export interface LineTable {
  readonly header: Block;
  /** The same for the eye, and nothing for a screen reader, which has heard it before. */
  readonly repeatedHeader: Block;
  readonly rows: readonly TableRow[];
  carried(runningMinor: number): Block;
  brought(runningMinor: number): Block;
}

const PAD = 5;
const HEADER_HEIGHT = TYPE.small.leading + 8;
const CARRIED_HEIGHT = TYPE.body.leading + 2 * PAD;
/** A row of more lines than this is continued in another row, so that every row fits on a page. */
const MAX_ROW_LINES = 30;

function header(paper: Paper, { descriptionWidth, figures }: Columns): { header: Block; repeatedHeader: Block } {
  const { palette, labels } = paper;
  const style = { type: TYPE.small, weight: 600, color: palette.muted } as const;
  const draw: Block['draw'] = (sheet, top) => {
    sheet.tagged('TH', () => sheet.text([labels.description], LEFT, top, { ...style, width: descriptionWidth }), { scope: 'Column' });
    for (const { heading, left, width } of figures) {
      sheet.tagged('TH', () => sheet.text([heading], left, top, { ...style, width, align: 'right' }), { scope: 'Column' });
    }
    sheet.rule(LEFT, top + HEADER_HEIGHT - 1, CONTENT_WIDTH, palette.accent, 1);
  };
  return {
    header: { height: HEADER_HEIGHT, draw: (sheet, top) => sheet.group('TR', () => draw(sheet, top)) },
    repeatedHeader: { height: HEADER_HEIGHT, draw: (sheet, top) => sheet.artifact(() => draw(sheet, top)) },
  };
}

/** What stands under the description in small print. */
function detailLines(line: PaperLine, paper: Paper, width: number): string[] {
  const { labels, document, type } = paper;
  const notes = [
    line.period && formatPeriod(line.period, document.language),
    line.detail,
    line.optional && (line.optional.chosen ? labels.chosen : labels.optional),
  ];
  return notes.filter((text): text is string => !!text).flatMap((text) => type.breakLines(text, width, TYPE.small.size));
}

/** The text of one row; only the first row of a line has its figures. */
interface RowText {
  readonly text: readonly string[];
  readonly detail: readonly string[];
  readonly figures: boolean;
}

function splitRow(text: readonly string[], detail: readonly string[]): RowText[] {
  const rows: RowText[] = [];
  let from = 0;
  const total = text.length + detail.length;
  do {
    const to = from + MAX_ROW_LINES;
    rows.push({
      text: text.slice(from, to),
      detail: detail.slice(Math.max(0, from - text.length), Math.max(0, to - text.length)),
      figures: from === 0,
    });
    from = to;
  } while (from < total);
  return rows;
}

function drawFigures(sheet: Sheet, top: number, line: PaperLine, { figures }: Columns, color: string, muted: string): void {
  for (const column of figures) {
    const { left, width, suffix } = column;
    const cell = column.cell(line);
    const unit = suffix?.text(line);
    if (!cell && !unit) {
      sheet.blank('TD');
      continue;
    }
    sheet.tagged('TD', () => {
      if (cell) sheet.text([cell], left, top, { type: TYPE.body, width, align: 'right', color });
      if (suffix && unit) sheet.text([unit], suffix.left, top, { type: TYPE.body, width: suffix.width, color: muted });
    });
  }
}

function rowBlock(paper: Paper, columns: Columns, line: PaperLine, { text, detail, figures }: RowText): Block {
  const { palette } = paper;
  const color = line.optional?.chosen === false ? palette.muted : palette.ink;
  const width = columns.descriptionWidth;
  const height = 2 * PAD + text.length * TYPE.body.leading + detail.length * TYPE.small.leading;
  const draw: Block['draw'] = (sheet, top) => {
    sheet.group('TR', () => {
      sheet.tagged('TD', () => {
        sheet.text(text, LEFT, top + PAD, { type: TYPE.body, width, color });
        sheet.text(detail, LEFT, top + PAD + text.length * TYPE.body.leading, { type: TYPE.small, width, color: palette.muted });
      });
      if (figures) drawFigures(sheet, top + PAD, line, columns, color, palette.muted);
    });
    sheet.rule(LEFT, top + height - 0.5, CONTENT_WIDTH, palette.rule);
  };
  return { height, draw };
}

/** One line as one row, or as several when its text would not fit on a page. */
function lineBlocks(line: PaperLine, paper: Paper, columns: Columns): Block[] {
  const text = paper.type.breakLines(line.description, columns.descriptionWidth, TYPE.body.size);
  const detail = detailLines(line, paper, columns.descriptionWidth);
  return splitRow(text, detail).map((row) => rowBlock(paper, columns, line, row));
}

/** A row for the eye only: whoever hears the table does not hear its pages. */
function carriedBlock(paper: Paper, label: string, runningMinor: number): Block {
  const { palette } = paper;
  const amountWidth = 150;
  const style = { type: TYPE.body, width: amountWidth } as const;
  return {
    height: CARRIED_HEIGHT,
    draw: (sheet, top) =>
      sheet.artifact(() => {
        sheet.text([label], LEFT, top + PAD, { ...style, color: palette.muted });
        const left = LEFT + CONTENT_WIDTH - amountWidth;
        sheet.text([paper.amount(runningMinor)], left, top + PAD, { ...style, weight: 600, align: 'right', color: palette.ink });
        sheet.rectangle(LEFT, top + CARRIED_HEIGHT - 0.5, CONTENT_WIDTH, 0.5, palette.rule);
      }),
  };
}

/** Sets the lines of a document. A line that the customer has not chosen is shown and not counted. */
export function lineTable(paper: Paper): LineTable {
  const { document, labels } = paper;
  const columns = columnsOf(paper);
  let runningMinor = 0;
  const rows = document.lines.flatMap((line) => {
    runningMinor += line.optional?.chosen === false ? 0 : line.netMinor;
    const running = runningMinor;
    return lineBlocks(line, paper, columns).map((block) => ({ ...block, runningMinor: running }));
  });
  return {
    ...header(paper, columns),
    rows,
    carried: (minor) => carriedBlock(paper, labels.carriedForward, minor),
    brought: (minor) => carriedBlock(paper, labels.broughtForward, minor),
  };
}
