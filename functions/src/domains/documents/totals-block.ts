/** Under the lines: the totals on the right, the VAT per rate on the left. */
import type { Block } from './block.ts';
import type { PaperDocument } from './document-model.ts';
import { formatRate } from './format.ts';
import { TOTALS_COLUMN, TYPE } from './geometry.ts';
import type { Paper } from './paper-context.ts';
import { vatSummary } from './vat-summary.ts';

const TOP = 16;
const ROW = 16;
const GUTTER = 10;

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

/** Whether any VAT is charged; where none is, "excluding" and "including" would say the same. */
function isTaxed({ vat }: PaperDocument): boolean {
  return vat.some(({ category }) => category === 'S' || category === 'Z');
}

function grossLabel({ document, labels }: Paper): string {
  return isTaxed(document) || document.kind === 'reminder' ? labels.gross[document.kind] : labels.untaxed;
}

/** The rows above the last one; those that would say the same as their neighbour are left out. */
function totalRows(paper: Paper): TotalRow[] {
  const { document, labels } = paper;
  const { totals, kind, language, vat, prepayments = [] } = document;
  const gross = { label: grossLabel(paper), amountMinor: totals.grossMinor, strong: true };
  const deducted = prepayments.map(({ description, amountMinor }) => ({ label: description || labels.deducted, amountMinor: -amountMinor }));
  if (kind === 'reminder') return deducted.length > 0 ? [gross, ...deducted] : [];
  const adjustments = adjustmentRows(paper);
  const adjusted = adjustments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [
    ...(adjustments.length > 0 ? [{ label: labels.subtotal, amountMinor: totals.netMinor - adjusted }, ...adjustments] : []),
    ...(isTaxed(document) ? [{ label: labels.net, amountMinor: totals.netMinor }] : []),
    ...vat
      .filter(({ category }) => category === 'S')
      .map(({ rateBp, vatMinor }) => ({ label: `${labels.vatTotal} ${formatRate(rateBp ?? 0, language)}`, amountMinor: vatMinor })),
    ...(totals.prepaidMinor === 0 ? [] : [gross, ...deducted]),
  ];
}

/** What the last row is called: the sum itself, or what is left to pay of it. */
function lastLabel(paper: Paper): string {
  const { labels, document: { kind, totals } } = paper;
  const whole = totals.prepaidMinor === 0 && (kind === 'invoice' || kind === 'quote');
  return whole ? grossLabel(paper) : labels.due[kind];
}

function totalsColumn(paper: Paper): Block {
  const { palette, type, document, money } = paper;
  const { left, width } = TOTALS_COLUMN;
  const all = totalRows(paper);
  // The figures take what they need, so that the words may use the rest of the line.
  const amountWidth = Math.max(0, ...all.map(({ amountMinor }) => type.widthOf(money(amountMinor), TYPE.body.size, 600)));
  const labelWidth = width - amountWidth - GUTTER;
  const rows = all.map((row) => ({ ...row, lines: type.breakLines(row.label, labelWidth, TYPE.body.size) }));
  const rowHeight = (lines: readonly string[]): number => (lines.length - 1) * TYPE.body.leading + ROW;
  const ruleAt = rows.reduce((sum, { lines }) => sum + rowHeight(lines), 0) + (rows.length > 0 ? 3 : 0);
  const labelAt = ruleAt + 8;
  const [label, due] = [lastLabel(paper), money(document.totals.dueMinor)];
  const dueWidth = type.widthOf(due, TYPE.due.size, 600);
  // An amount of a billion stands under its name.
  const dueAt = type.widthOf(label, TYPE.address.size, 600) + GUTTER / 2 + dueWidth > width ? labelAt + TYPE.due.leading : labelAt;
  const draw: Block['draw'] = (sheet, top) => {
    let at = top;
    for (const { lines, amountMinor, strong } of rows) {
      sheet.tagged('P', () => {
        sheet.text(lines, left, at, { type: TYPE.body, width: labelWidth, color: strong ? palette.ink : palette.muted });
        sheet.text([money(amountMinor)], left + width - amountWidth, at, { type: TYPE.body, width: amountWidth, align: 'right', weight: strong ? 600 : 400, color: palette.ink });
      });
      at += rowHeight(lines);
    }
    sheet.rule(left, top + ruleAt, width, palette.accent, 1);
    sheet.tagged('P', () => {
      sheet.text([label], left, top + labelAt + 1.8, { type: TYPE.address, width, weight: 600, color: palette.ink });
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
