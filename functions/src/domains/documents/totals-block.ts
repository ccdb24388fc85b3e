/** Under the lines: the totals on the right, the VAT per rate on the left. */
import type { Block } from './block.ts';
import { formatRate } from './format.ts';
import { TOTALS_COLUMN, TYPE } from './geometry.ts';
import type { Paper } from './paper-context.ts';
import { vatSummary } from './vat-summary.ts';

const TOP = 16;
const ROW = 16;
const AMOUNT_WIDTH = 96;
const LABEL_WIDTH = TOTALS_COLUMN.width - AMOUNT_WIDTH;

interface TotalRow {
  readonly label: string;
  readonly amountMinor: number;
  readonly strong?: boolean;
}

/** Amounts taken off have a minus, unless the whole document is stated as a mirror image. */
function adjustmentRows({ document }: Paper): TotalRow[] {
  const mirror = document.totals.grossMinor < 0 ? -1 : 1;
  return (document.adjustments ?? []).map(({ kind, description, amountMinor }) => ({
    label: description,
    amountMinor: mirror * (kind === 'discount' ? -amountMinor : amountMinor),
  }));
}

/** The rows above the last one; those that would say the same as their neighbour are left out. */
function totalRows(paper: Paper): TotalRow[] {
  const { document, labels } = paper;
  const { totals, kind, language, vat, prepayments = [] } = document;
  const gross = { label: labels.gross[kind], amountMinor: totals.grossMinor, strong: true };
  const deducted = prepayments.map(({ description, amountMinor }) => ({ label: description || labels.deducted, amountMinor: -amountMinor }));
  if (kind === 'reminder') return deducted.length > 0 ? [gross, ...deducted] : [];
  const adjustments = adjustmentRows(paper);
  const adjusted = adjustments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [
    ...(adjustments.length > 0 ? [{ label: labels.subtotal, amountMinor: totals.netMinor - adjusted }, ...adjustments] : []),
    { label: labels.net, amountMinor: totals.netMinor },
    ...vat
      .filter(({ category }) => category === 'S')
      .map(({ rateBp, vatMinor }) => ({ label: `${labels.vatTotal} ${formatRate(rateBp ?? 0, language)}`, amountMinor: vatMinor })),
    ...(totals.prepaidMinor === 0 ? [] : [gross, ...deducted]),
  ];
}

/** What the last row is called: the sum itself, or what is left to pay of it. */
function lastLabel({ document, labels }: Paper): string {
  const { kind, totals } = document;
  const whole = totals.prepaidMinor === 0 && (kind === 'invoice' || kind === 'quote');
  return whole ? labels.gross[kind] : labels.due[kind];
}

function totalsColumn(paper: Paper): Block {
  const { palette, type, document, money } = paper;
  const { left, width } = TOTALS_COLUMN;
  const rows = totalRows(paper).map((row) => ({ ...row, lines: type.breakLines(row.label, LABEL_WIDTH, TYPE.body.size) }));
  const rowHeight = (lines: readonly string[]): number => (lines.length - 1) * TYPE.body.leading + ROW;
  const ruleAt = rows.reduce((sum, { lines }) => sum + rowHeight(lines), 0) + (rows.length > 0 ? 3 : 0);
  const dueAt = ruleAt + 8;
  const due = money(document.totals.dueMinor);
  // The amount takes what it needs, so that its label may use the rest of the line.
  const dueWidth = type.widthOf(due, TYPE.due.size, 600);
  const draw: Block['draw'] = (sheet, top) => {
    let at = top;
    for (const { lines, amountMinor, strong } of rows) {
      sheet.tagged('P', () => {
        sheet.text(lines, left, at, { type: TYPE.body, width: LABEL_WIDTH, color: strong ? palette.ink : palette.muted });
        sheet.text([money(amountMinor)], left + LABEL_WIDTH, at, { type: TYPE.body, width: AMOUNT_WIDTH, align: 'right', weight: strong ? 600 : 400, color: palette.ink });
      });
      at += rowHeight(lines);
    }
    sheet.rule(left, top + ruleAt, width, palette.accent, 1);
    sheet.tagged('P', () => {
      sheet.text([lastLabel(paper)], left, top + dueAt + 1.8, { type: TYPE.address, width: width - dueWidth, weight: 600, color: palette.ink });
      sheet.text([due], left + width - dueWidth, top + dueAt, { type: TYPE.due, width: dueWidth, align: 'right', weight: 600, color: palette.accent });
    });
  };
  return { height: dueAt + TYPE.due.leading, draw };
}

/** Both columns as one block, which never breaks. */
export function totalsBlock(paper: Paper): Block {
  const totals = totalsColumn(paper);
  const vat = vatSummary(paper);
  return {
    height: TOP + Math.max(totals.height, vat?.height ?? 0),
    draw: (sheet, top) => {
      vat?.draw(sheet, top + TOP + 1);
      totals.draw(sheet, top + TOP);
    },
  };
}
