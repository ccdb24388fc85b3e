/** Under the lines: the totals on the right, the VAT per rate on the left. */
import { View } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import type { PaperVatRow } from './document-model.ts';
import { formatAmount, formatDate, formatRate } from './format.ts';
import { CONTENT_WIDTH, RIGHT_COLUMN, TYPE } from './geometry.ts';
import { fill } from './labels.ts';
import type { Paper } from './paper-context.ts';
import { At, Lines, Rule, type Block } from './text.tsx';

const TOP = 16;
const ROW = 16;
const DUE_GAP = 9;
const VAT_WIDTH = 250;
const AMOUNT_WIDTH = 96;

interface TotalRow {
  readonly label: string;
  readonly amount: string;
  readonly strong?: boolean;
}

/** The rows above the last one. Rows that would repeat their neighbour are left out. */
function totalRows(paper: Paper): TotalRow[] {
  const { document, labels, money } = paper;
  const { totals, kind, language } = document;
  const adjustments = document.adjustments ?? [];
  const prepayments = document.prepayments ?? [];
  const sign = (kindOf: 'discount' | 'charge'): 1 | -1 => (kindOf === 'discount' ? -1 : 1);
  const direction = kind === 'credit-note' && totals.grossMinor < 0 ? -1 : 1;
  const adjusted = adjustments.reduce((sum, each) => sum + direction * sign(each.kind) * each.amountMinor, 0);
  const subtotal = { label: labels.subtotal, amount: money(totals.netMinor - adjusted) };
  if (kind === 'reminder') return prepayments.length > 0 ? [{ label: labels.gross.reminder, amount: money(totals.grossMinor) }] : [];
  return [
    ...(adjustments.length > 0 ? [subtotal] : []),
    ...adjustments.map((each) => ({ label: each.description, amount: money(direction * sign(each.kind) * each.amountMinor) })),
    { label: labels.net, amount: money(totals.netMinor) },
    ...document.vat
      .filter((row) => row.category === 'S')
      .map((row) => ({ label: `${labels.vatTotal} ${formatRate(row.rateBp ?? 0, language)}`, amount: money(row.vatMinor) })),
    ...(totals.prepaidMinor === 0 ? [] : [{ label: labels.gross[kind], amount: money(totals.grossMinor), strong: true }]),
    ...prepayments.map((each) => ({ label: each.description || labels.deducted, amount: money(-direction * each.amountMinor) })),
  ];
}

function totalsColumn(paper: Paper): Block {
  const { palette, type, labels, document, money } = paper;
  const labelWidth = RIGHT_COLUMN.width - AMOUNT_WIDTH;
  const nodes: ReactElement[] = [];
  let top = 0;
  totalRows(paper).forEach(({ label, amount, strong }, index) => {
    const lines = type.breakLines(label, labelWidth, TYPE.body.size);
    nodes.push(
      <At key={index} left={0} top={top}>
        <View style={{ flexDirection: 'row' }}>
          <Lines lines={lines} type={TYPE.body} width={labelWidth} color={strong ? palette.ink : palette.muted} />
          <Lines lines={[amount]} type={TYPE.body} width={AMOUNT_WIDTH} align="right" weight={strong ? 600 : 400} color={palette.ink} />
        </View>
      </At>,
    );
    top += (lines.length - 1) * TYPE.body.leading + ROW;
  });
  const ruleTop = top + (top > 0 ? 3 : 0);
  const label = document.totals.prepaidMinor === 0 && document.kind !== 'reminder' && document.kind !== 'credit-note' ? labels.gross[document.kind] : labels.due[document.kind];
  const dueTop = ruleTop + DUE_GAP;
  const height = dueTop + TYPE.due.leading;
  const due = money(document.totals.dueMinor);
  // The amount takes what it needs, so that its label may use the rest of the line.
  const dueWidth = type.widthOf(due, TYPE.due.size, 600);
  return {
    height,
    node: (
      <View style={{ height, width: RIGHT_COLUMN.width }}>
        {nodes}
        <Rule left={0} top={ruleTop} width={RIGHT_COLUMN.width} color={palette.accent} thickness={1} />
        <At left={0} top={dueTop + 1.5}>
          <Lines lines={[label]} type={TYPE.address} width={RIGHT_COLUMN.width - dueWidth} weight={600} color={palette.ink} />
        </At>
        <At left={RIGHT_COLUMN.width - dueWidth} top={dueTop}>
          <Lines lines={[due]} type={TYPE.due} width={dueWidth} align="right" weight={600} color={palette.accent} />
        </At>
      </View>
    ),
  };
}

/** What the rate column of the VAT table says. An exempt supply never says 0 %. */
export function rateLabel(row: PaperVatRow, { labels, document }: Paper): string {
  if (row.category === 'E') return labels.exempt;
  if (row.category === 'O') return labels.outsideVat;
  return formatRate(row.rateBp ?? 0, document.language);
}

interface VatColumn {
  readonly heading: string;
  readonly left: number;
  readonly width: number;
  readonly align: 'left' | 'right';
  cell(row: PaperVatRow): string;
}

function vatColumns(paper: Paper): VatColumn[] {
  const { labels, amount, document } = paper;
  const inEuro = document.vat.some((row) => row.vatEurMinor !== undefined);
  const euro = (row: PaperVatRow): string => (row.vatEurMinor === undefined ? '' : formatAmount(row.vatEurMinor, 'EUR', document.language));
  const first: VatColumn[] = [{ heading: labels.vatTable, left: 0, width: 76, align: 'left', cell: (row) => rateLabel(row, paper) }];
  return inEuro
    ? [
        ...first,
        { heading: labels.vatBase, left: 76, width: 58, align: 'right', cell: (row) => amount(row.baseMinor) },
        { heading: labels.vatAmount, left: 138, width: 50, align: 'right', cell: (row) => amount(row.vatMinor) },
        { heading: labels.vatInEuro, left: 190, width: 60, align: 'right', cell: euro },
      ]
    : [
        ...first,
        { heading: labels.vatBase, left: 84, width: 80, align: 'right', cell: (row) => amount(row.baseMinor) },
        { heading: labels.vatAmount, left: 176, width: 74, align: 'right', cell: (row) => amount(row.vatMinor) },
      ];
}

function vatColumn(paper: Paper): Block {
  const { document, palette, labels, type } = paper;
  const columns = vatColumns(paper);
  const nodes: ReactElement[] = [];
  let top = 0;
  const cells = (key: string, weight: 400 | 600, color: string, text: (column: VatColumn) => string): void => {
    nodes.push(
      ...columns.map((column) => (
        <At key={`${key}${column.left}`} left={column.left} top={top}>
          <Lines lines={[text(column)]} type={TYPE.small} width={column.width} align={column.align} weight={weight} color={color} />
        </At>
      )),
    );
    top += 14;
  };
  const paragraph = (key: string, text: string): void => {
    const lines = type.breakLines(text, VAT_WIDTH, TYPE.small.size);
    nodes.push(
      <At key={key} left={0} top={top}>
        <Lines lines={lines} type={TYPE.small} width={VAT_WIDTH} color={palette.ink} />
      </At>,
    );
    top += lines.length * TYPE.small.leading + 3;
  };
  cells('heading', 600, palette.muted, (column) => column.heading);
  nodes.push(<Rule key="rule" left={0} top={top - 2} width={VAT_WIDTH} color={palette.rule} />);
  top += 2;
  document.vat.forEach((row, index) => cells(`row${index}`, 400, palette.ink, (column) => column.cell(row)));
  const reasons = new Set(document.vat.map(({ reason }) => reason).filter((reason): reason is string => !!reason));
  top += 3;
  [...reasons].forEach((reason, index) => paragraph(`reason${index}`, reason));
  const rate = document.exchangeRate;
  if (rate) {
    const date = formatDate(rate.date, document.language);
    const decimal = document.language === 'nl' ? rate.rate.replace('.', ',') : rate.rate;
    paragraph('rate', fill(labels.exchangeRate, { rate: decimal, currency: document.currency, date, source: rate.source }));
  }
  return { height: top, node: <View style={{ height: top, width: VAT_WIDTH }}>{nodes}</View> };
}

/** Both columns as one block, which never breaks. */
export function totalsBlock(paper: Paper): Block {
  const totals = totalsColumn(paper);
  const vat = paper.document.kind === 'reminder' || paper.document.vat.length === 0 ? undefined : vatColumn(paper);
  const height = TOP + Math.max(totals.height, vat?.height ?? 0);
  return {
    height,
    node: (
      <View style={{ height, width: CONTENT_WIDTH }}>
        {vat ? (
          <At left={0} top={TOP + 1}>
            {vat.node}
          </At>
        ) : null}
        <At left={RIGHT_COLUMN.left} top={TOP}>
          {totals.node}
        </At>
      </View>
    ),
  };
}
