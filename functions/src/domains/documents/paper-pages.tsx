/** A document as pages that are each laid out once. */
import { Document, Page, View } from '@react-pdf/renderer';
import { Fragment, type ReactElement } from 'react';
import { formatIban } from './format.ts';
import { CONTENT_HEIGHT, CONTENT_WIDTH, MARGIN, PAGE, TYPE } from './geometry.ts';
import { headBlock, runningHead } from './head-block.tsx';
import { fill } from './labels.ts';
import { lineTable, type LineTable } from './line-table.tsx';
import { notesBlocks } from './notes-blocks.tsx';
import { paginate, type PagePlan } from './paginate.ts';
import type { Paper } from './paper-context.ts';
import { paymentBlock } from './payment-block.tsx';
import { At, Lines, Rule, type Block } from './text.tsx';
import { totalsBlock } from './totals-block.tsx';

const FOOTER_TOP = PAGE.height - MARGIN.bottom + 26;
const PAGE_NUMBER_WIDTH = 100;

/** Everything of a document, measured. */
interface Parts {
  readonly head: Block;
  readonly running: Block;
  readonly table: LineTable;
  readonly closing: readonly Block[];
}

function Footer({ paper, page, pages }: { readonly paper: Paper; readonly page: number; readonly pages: number }): ReactElement {
  const { seller } = paper.document;
  const { labels, palette, type } = paper;
  const facts = [
    seller.legalName,
    seller.kvk && `${labels.kvk} ${seller.kvk}`,
    seller.vatNumber && `${labels.vatNumber} ${seller.vatNumber}`,
    seller.iban && `IBAN ${formatIban(seller.iban)}`,
  ];
  const width = CONTENT_WIDTH - PAGE_NUMBER_WIDTH;
  const text = facts.filter(Boolean).join('   ·   ');
  return (
    <View style={{ position: 'absolute', left: MARGIN.side, top: FOOTER_TOP, width: CONTENT_WIDTH, height: 30 }}>
      <Rule left={0} top={0} width={CONTENT_WIDTH} color={palette.rule} />
      <At left={0} top={8}>
        <Lines lines={type.breakLines(text, width, TYPE.small.size).slice(0, 2)} type={TYPE.small} width={width} color={palette.muted} />
      </At>
      <At left={width} top={8}>
        <Lines lines={[fill(labels.page, { page, pages })]} type={TYPE.small} width={PAGE_NUMBER_WIDTH} align="right" color={palette.muted} />
      </At>
    </View>
  );
}

/** The blocks of one page, from top to bottom. */
function blocksOf(plan: PagePlan, index: number, { head, running, table, closing }: Parts): Block[] {
  const [from, to] = plan.rows;
  const upTo = (row: number): number => table.rows[row - 1]?.runningMinor ?? 0;
  return [
    index === 0 ? head : running,
    ...(to > from ? [table.header] : []),
    ...(plan.brought ? [table.brought(upTo(from))] : []),
    ...table.rows.slice(from, to),
    ...(plan.carried ? [table.carried(upTo(to))] : []),
    ...closing.slice(...plan.closing),
  ];
}

function PaperPage({ blocks, families, children }: { readonly blocks: readonly Block[]; readonly families: readonly string[]; readonly children: ReactElement }): ReactElement {
  return (
    <Page wrap={false} size={[PAGE.width, PAGE.height]} style={{ fontFamily: [...families] }}>
      {/* An unwrapped page is as high as what it holds. */}
      <View style={{ height: PAGE.height, paddingTop: MARGIN.top, paddingHorizontal: MARGIN.side }}>
        {blocks.map((block, index) => (
          <Fragment key={index}>{block.node}</Fragment>
        ))}
        {children}
      </View>
    </Page>
  );
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

/** The document for the engine, and how many pages it has. */
export function paperPages(paper: Paper, families: readonly string[]): { element: ReactElement<object>; pages: number } {
  const parts = measure(paper);
  const plans = paginate({
    capacity: CONTENT_HEIGHT,
    head: parts.head.height,
    runningHead: parts.running.height,
    tableHeader: parts.table.header.height,
    carried: parts.table.carried(0).height,
    rows: parts.table.rows.map(({ height }) => height),
    closing: parts.closing.map(({ height }) => height),
  });
  const { document, labels } = paper;
  const title = `${document.title ?? labels.title[document.kind]} ${document.number}`;
  const issued = new Date(`${document.issueDate}T00:00:00Z`);
  const element = (
    <Document
      title={title}
      author={document.seller.legalName}
      subject={`${title}, ${document.buyer.legalName}`}
      language={labels.locale}
      creator="Toonbank"
      producer="Toonbank"
      pdfVersion="1.7"
      creationDate={issued}
      modificationDate={issued}
    >
      {plans.map((plan, index) => (
        <PaperPage key={index} blocks={blocksOf(plan, index, parts)} families={families}>
          <Footer paper={paper} page={index + 1} pages={plans.length} />
        </PaperPage>
      ))}
    </Document>
  );
  return { element, pages: plans.length };
}
