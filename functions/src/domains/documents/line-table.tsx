/** The table of lines: columns as wide as their figures need, rows of known height, carried amounts. */
import { View } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import type { PaperLine, VatCategory } from './document-model.ts';
import { formatDecimal, formatPeriod, formatRate } from './format.ts';
import { CONTENT_WIDTH, TYPE } from './geometry.ts';
import type { Paper } from './paper-context.ts';
import { At, Lines, Rule, type Block } from './text.tsx';
import { unitLabel } from './units.ts';

/** A row of the table, and what the lines up to and including it add up to. */
export interface TableRow extends Block {
  readonly runningMinor: number;
}

/** The table in pieces that can be put on any page. */
export interface LineTable {
  readonly header: Block;
  readonly rows: readonly TableRow[];
  carried(runningMinor: number): Block;
  brought(runningMinor: number): Block;
}

interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
  readonly left: number;
  readonly width: number;
  readonly muted: boolean;
  cell(line: PaperLine): string;
}

const GUTTER = 14;
const PAD = 5.5;
const CARRIED_HEIGHT = TYPE.body.leading + 2 * PAD;
/** A row of more lines than this is continued in another row, so that every row fits on a page. */
const MAX_ROW_LINES = 30;

const SHORT: Record<'nl' | 'en', Record<Exclude<VatCategory, 'S'>, string>> = {
  nl: { Z: '0%', E: 'vrijgesteld', AE: 'verlegd', K: '0%', G: '0%', O: 'geen' },
  en: { Z: '0%', E: 'exempt', AE: 'reverse', K: '0%', G: '0%', O: 'none' },
};

/** The VAT column of a line: its rate, or why it has none. */
export function shortRate(category: VatCategory, rateBp: number | null, language: 'nl' | 'en'): string {
  return category === 'S' ? formatRate(rateBp ?? 0, language) : SHORT[language][category];
}

interface ColumnDraft {
  readonly heading: string;
  readonly align: 'left' | 'right';
  readonly gap: number;
  readonly muted?: boolean;
  cell(line: PaperLine): string;
}

/** The columns after the description; those that no line uses are left out. */
function drafts({ document, labels, amount }: Paper): ColumnDraft[] {
  const { language, lines, kind } = document;
  const used = (has: (line: PaperLine) => unknown, draft: ColumnDraft): ColumnDraft[] => (lines.some(has) ? [draft] : []);
  const quantity = (line: PaperLine): string => (line.quantity === undefined ? '' : formatDecimal(line.quantity, language));
  return [
    ...used((line) => line.quantity !== undefined, { heading: labels.quantity, align: 'right', gap: GUTTER, cell: quantity }),
    ...used((line) => line.unit, { heading: '', align: 'left', gap: 4, muted: true, cell: (line) => (line.unit ? unitLabel(line.unit, language) : '') }),
    ...used((line) => line.unitPriceMinor !== undefined, {
      heading: labels.unitPrice,
      align: 'right',
      gap: GUTTER,
      cell: (line) => (line.unitPriceMinor === undefined ? '' : amount(line.unitPriceMinor)),
    }),
    ...used((line) => line.discountMinor, {
      heading: labels.discount,
      align: 'right',
      gap: GUTTER,
      cell: (line) => (line.discountMinor ? amount(-line.discountMinor) : ''),
    }),
    ...(kind === 'reminder'
      ? []
      : [{ heading: labels.vat, align: 'right' as const, gap: GUTTER, cell: (line: PaperLine) => shortRate(line.vatCategory, line.vatRateBp, language) }]),
    { heading: `${labels.amount} (${document.currency})`, align: 'right', gap: GUTTER, cell: (line) => amount(line.netMinor) },
  ];
}

function columnsOf(paper: Paper): { description: number; columns: Column[] } {
  const { lines } = paper.document;
  const widest = (texts: readonly string[], weight: 400 | 600, size: number): number =>
    Math.max(...texts.map((text) => paper.type.widthOf(text, size, weight)));
  const running = paper.amount(lines.reduce((sum, line) => sum + Math.abs(line.netMinor), 0));
  const sized = drafts(paper).map((draft, index, all) => {
    const cells = [...new Set(lines.map((line) => draft.cell(line)))];
    // The last column also holds the carried amounts, which are wider than any line's.
    const texts = index === all.length - 1 ? [...cells, running] : cells;
    const heading = draft.heading ? paper.type.widthOf(draft.heading, TYPE.small.size, 600) : 0;
    return { draft, width: Math.max(heading, Math.min(120, widest(texts, index === all.length - 1 ? 600 : 400, TYPE.body.size))) };
  });
  let right = CONTENT_WIDTH;
  const columns = sized.reverse().map(({ draft, width }): Column => {
    const left = right - width;
    right = left - draft.gap;
    return { heading: draft.heading, align: draft.align, muted: draft.muted ?? false, cell: (line) => draft.cell(line), left, width };
  });
  return { description: right, columns: columns.reverse() };
}

function header(paper: Paper, description: number, columns: readonly Column[]): Block {
  const { palette, labels } = paper;
  const height = TYPE.small.leading + 8;
  const heading = (text: string, width: number, align: 'left' | 'right'): ReactElement => (
    <Lines lines={[text]} type={TYPE.small} width={width} weight={600} align={align} color={palette.muted} />
  );
  return {
    height,
    node: (
      <View style={{ height }}>
        <At left={0} top={0}>
          {heading(labels.description, description, 'left')}
        </At>
        {columns
          .filter((column) => column.heading)
          .map((column) => (
            <At key={column.heading} left={column.left} top={0}>
              {heading(column.heading, column.width, column.align)}
            </At>
          ))}
        <Rule left={0} top={height - 1} width={CONTENT_WIDTH} color={palette.accent} thickness={1} />
      </View>
    ),
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

function rowBlock(paper: Paper, columns: readonly Column[], line: PaperLine | undefined, text: readonly string[], detail: readonly string[], width: number): Block {
  const { palette } = paper;
  const color = line?.optional?.chosen === false ? palette.muted : palette.ink;
  const height = 2 * PAD + text.length * TYPE.body.leading + detail.length * TYPE.small.leading;
  return {
    height,
    node: (
      <View style={{ height }}>
        <At left={0} top={PAD}>
          {text.length > 0 ? <Lines lines={text} type={TYPE.body} width={width} color={color} /> : null}
          {detail.length > 0 ? <Lines lines={detail} type={TYPE.small} width={width} color={palette.muted} /> : null}
        </At>
        {line &&
          columns.map((column) => {
            const cell = column.cell(line);
            return cell ? (
              <At key={column.left} left={column.left} top={PAD}>
                <Lines lines={[cell]} type={TYPE.body} width={column.width} align={column.align} color={column.muted ? palette.muted : color} />
              </At>
            ) : null;
          })}
        <Rule left={0} top={height - 0.5} width={CONTENT_WIDTH} color={palette.rule} />
      </View>
    ),
  };
}

/** One line as one row, or as several when its text would not fit on a page. */
function lineBlocks(line: PaperLine, paper: Paper, columns: readonly Column[], width: number): Block[] {
  const text = paper.type.breakLines(line.description, width, TYPE.body.size);
  const detail = detailLines(line, paper, width);
  const blocks = [rowBlock(paper, columns, line, text.slice(0, MAX_ROW_LINES), text.length > MAX_ROW_LINES ? [] : detail.slice(0, MAX_ROW_LINES), width)];
  for (let from = MAX_ROW_LINES; from < text.length; from += MAX_ROW_LINES) {
    blocks.push(rowBlock(paper, columns, undefined, text.slice(from, from + MAX_ROW_LINES), [], width));
  }
  for (let from = text.length > MAX_ROW_LINES ? 0 : MAX_ROW_LINES; from < detail.length; from += MAX_ROW_LINES) {
    blocks.push(rowBlock(paper, columns, undefined, [], detail.slice(from, from + MAX_ROW_LINES), width));
  }
  return blocks;
}

function carriedBlock(paper: Paper, label: string, runningMinor: number): Block {
  const { palette } = paper;
  const amountWidth = 130;
  return {
    height: CARRIED_HEIGHT,
    node: (
      <View style={{ height: CARRIED_HEIGHT }}>
        <At left={0} top={PAD}>
          <Lines lines={[label]} type={TYPE.body} width={CONTENT_WIDTH - amountWidth} color={palette.muted} />
        </At>
        <At left={CONTENT_WIDTH - amountWidth} top={PAD}>
          <Lines lines={[paper.amount(runningMinor)]} type={TYPE.body} width={amountWidth} weight={600} align="right" color={palette.ink} />
        </At>
        <Rule left={0} top={CARRIED_HEIGHT - 0.5} width={CONTENT_WIDTH} color={palette.rule} />
      </View>
    ),
  };
}

/** Sets the lines of a document. A line that the customer has not chosen is shown and not counted. */
export function lineTable(paper: Paper): LineTable {
  const { document, labels } = paper;
  const { description, columns } = columnsOf(paper);
  let runningMinor = 0;
  const rows = document.lines.flatMap((line) => {
    runningMinor += line.optional?.chosen === false ? 0 : line.netMinor;
    const running = runningMinor;
    return lineBlocks(line, paper, columns, description).map((block) => ({ ...block, runningMinor: running }));
  });
  return {
    header: header(paper, description, columns),
    rows,
    carried: (minor) => carriedBlock(paper, labels.carriedForward, minor),
    brought: (minor) => carriedBlock(paper, labels.broughtForward, minor),
  };
}
