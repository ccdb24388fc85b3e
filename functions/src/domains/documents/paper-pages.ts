/** A document as pages: measured, divided, drawn from top to bottom in one pass. */
import type { Block } from './block.ts';
import { formatIban } from './format.ts';
import { CONTENT_HEIGHT, CONTENT_WIDTH, LEFT, MARGIN, PAGE, TYPE } from './geometry.ts';
import { headBlock, runningHead } from './head-block.ts';
import { fill } from './labels.ts';
import { lineTable, type LineTable } from './line-table.ts';
import { notesBlocks } from './notes-blocks.ts';
import { paginate, type PagePlan } from './paginate.ts';
import type { Paper } from './paper-context.ts';
import { paymentBlock } from './payment-block.ts';
import type { Sheet } from './sheet.ts';
import { totalsBlock } from './totals-block.ts';

const FOOTER_TOP = PAGE.height - MARGIN.bottom + 16;
const PAGE_NUMBER_WIDTH = 90;

/** Everything of a document, measured. */
interface Parts {
  readonly head: Block;
  readonly running: Block;
  readonly table: LineTable;
  readonly closing: readonly Block[];
}

function measure(paper: Paper): Parts {
  const payment = paymentBlock(paper);
  return {
    head: headBlock(paper),
    running: runningHead(paper),
    table: lineTable(paper),
    closing: [totalsBlock(paper), ...(payment ? [payment] : []), ...notesBlocks(paper)],
  };
}

function plan(parts: Parts): PagePlan[] {
  return paginate({
    capacity: CONTENT_HEIGHT,
    head: parts.head.height,
    runningHead: parts.running.height,
    tableHeader: parts.table.header.height,
    carried: parts.table.carried(0).height,
    rows: parts.table.rows.map(({ height }) => height),
    closing: parts.closing.map(({ height }) => height),
  });
}

function drawFooter(sheet: Sheet, paper: Paper, page: number, pages: number): void {
  const { labels, palette, type, document } = paper;
  const { seller } = document;
  const facts = [seller.legalName, seller.kvk && `${labels.kvk} ${seller.kvk}`, seller.vatNumber && `${labels.vatNumber} ${seller.vatNumber}`];
  const iban = seller.iban && `IBAN ${formatIban(seller.iban)}`;
  const width = CONTENT_WIDTH - PAGE_NUMBER_WIDTH;
  const style = { type: TYPE.small, color: palette.muted } as const;
  const joined = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('   ·   ');
  const fits = (text: string): boolean => type.widthOf(text, style.type.size) <= width;
  const [name, ...numbers] = facts;
  // From all on one line to the name and, under it, the numbers.
  const text = [joined([...facts, iban]), joined(facts)].find(fits) ?? `${name}\n${joined(numbers)}`;
  sheet.artifact(() => {
    sheet.rectangle(LEFT, FOOTER_TOP, CONTENT_WIDTH, 0.5, palette.rule);
    sheet.text(type.breakLines(text, width, style.type.size).slice(0, 2), LEFT, FOOTER_TOP + 8, { ...style, width });
    const number = fill(labels.page, { page, pages });
    sheet.text([number], LEFT + width, FOOTER_TOP + 8, { ...style, width: PAGE_NUMBER_WIDTH, align: 'right' });
  });
}

/** Draws blocks one under the other and says where the last one ends. */
function stack(sheet: Sheet, blocks: readonly Block[], top: number): number {
  let at = top;
  for (const block of blocks) {
    block.draw(sheet, at);
    at += block.height;
  }
  return at;
}

function drawTable(sheet: Sheet, table: LineTable, page: PagePlan, top: number): number {
  const [from, to] = page.rows;
  if (from === to) return top;
  const upTo = (row: number): number => table.rows[row - 1]?.runningMinor ?? 0;
  return stack(
    sheet,
    [
      from === 0 ? table.header : table.repeatedHeader,
      ...(page.brought ? [table.brought(upTo(from))] : []),
      ...table.rows.slice(from, to),
      ...(page.carried ? [table.carried(upTo(to))] : []),
    ],
    top,
  );
}

/** Draws all pages and says how many there are. */
export function drawPages(sheet: Sheet, paper: Paper): number {
  const parts = measure(paper);
  const pages = plan(parts);
  const rows = parts.table.rows.length;
  // One table in the structure, however many pages it takes.
  let table: ReturnType<Sheet['begin']> | undefined;
  pages.forEach((page, index) => {
    sheet.addPage();
    let top = stack(sheet, [index === 0 ? parts.head : parts.running], MARGIN.top);
    if (rows > 0 && page.rows[1] > page.rows[0]) table ??= sheet.begin('Table');
    top = drawTable(sheet, parts.table, page, top);
    if (page.rows[1] === rows) {
      table?.end();
      table = undefined;
    }
    stack(sheet, parts.closing.slice(...page.closing), top);
    drawFooter(sheet, paper, index + 1, pages.length);
  });
  return pages.length;
}
