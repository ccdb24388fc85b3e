/** The top of the first page: who sends it, who gets it, what it is. */
import { Image, View } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import type { PaperAddress, PaperParty } from './document-model.ts';
import { formatDate, formatIban, formatPeriod } from './format.ts';
import { CONTENT_WIDTH, RIGHT_COLUMN, TYPE, WINDOW_TOP } from './geometry.ts';
import { fill } from './labels.ts';
import { fitLogo } from './logo.ts';
import type { Paper } from './paper-context.ts';
import { At, Lines, type Block } from './text.tsx';

const SELLER_LEFT = 344;
const SELLER_WIDTH = CONTENT_WIDTH - SELLER_LEFT;
const BUYER_WIDTH = 250;
const LOGO_BOX = { width: 190, height: 58 } as const;
const REFERENCE_COLUMNS = 4;

/** The name of a country in the language of the document. */
function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function addressLines(address: PaperAddress, paper: Paper, abroad: boolean): string[] {
  const city = [address.postcode, address.city].filter(Boolean).join('  ');
  return [...address.lines, city, ...(abroad ? [countryName(address.country, paper.labels.locale)] : [])];
}

/** Draws the logo, or the name in its place. */
function Masthead({ paper }: { readonly paper: Paper }): ReactElement {
  const { seller, brand } = paper.document;
  const size = fitLogo(brand?.logo, LOGO_BOX);
  if (brand?.logo && size) {
    const format = brand.logo.type === 'image/png' ? 'png' : 'jpg';
    return <Image src={{ data: Buffer.from(brand.logo.bytes), format }} style={{ width: size.width, height: size.height }} />;
  }
  const width = SELLER_LEFT - 30;
  const lines = paper.type.breakLines(seller.tradeName ?? seller.legalName, width, TYPE.wordmark.size, 600).slice(0, 3);
  return <Lines lines={lines} type={TYPE.wordmark} width={width} weight={600} color={paper.palette.accent} />;
}

function sellerLines(seller: PaperParty, paper: Paper): { text: string; weight: 400 | 600 }[] {
  const { labels, document, type } = paper;
  const abroad = seller.address.country !== document.buyer.address.country;
  const groups = [
    addressLines(seller.address, paper, abroad),
    [seller.phone, seller.email, seller.web],
    [
      seller.kvk && `${labels.kvk} ${seller.kvk}`,
      seller.vatNumber && `${labels.vatNumber} ${seller.vatNumber}`,
      seller.iban && `IBAN ${formatIban(seller.iban)}`,
      seller.bic && `BIC ${seller.bic}`,
    ],
  ];
  const broken = (text: string, weight: 400 | 600): { text: string; weight: 400 | 600 }[] =>
    type.breakLines(text, SELLER_WIDTH, TYPE.small.size, weight).map((line) => ({ text: line, weight }));
  const filled = groups.map((group) => group.filter((text): text is string => !!text).flatMap((text) => broken(text, 400)));
  return [...broken(seller.legalName, 600), ...filled.flatMap((group, index) => (index > 0 && group.length > 0 ? [{ text: '', weight: 400 as const }, ...group] : group))];
}

function SellerDetails({ paper, rows }: { readonly paper: Paper; readonly rows: ReturnType<typeof sellerLines> }): ReactElement {
  const name = rows.filter(({ weight }) => weight === 600).map(({ text }) => text);
  const rest = rows.filter(({ weight }) => weight === 400).map(({ text }) => text);
  return (
    <>
      <Lines lines={name} type={TYPE.small} width={SELLER_WIDTH} weight={600} color={paper.palette.ink} />
      <Lines lines={rest} type={TYPE.small} width={SELLER_WIDTH} color={paper.palette.muted} />
    </>
  );
}

function buyerLines(paper: Paper): { name: string[]; rest: string[] } {
  const { buyer, seller } = paper.document;
  const { type, labels } = paper;
  const rest = [
    ...(buyer.tradeName && buyer.tradeName !== buyer.legalName ? [buyer.tradeName] : []),
    ...(buyer.contact ? [fill(labels.contact, { name: buyer.contact })] : []),
    ...addressLines(buyer.address, paper, buyer.address.country !== seller.address.country),
  ];
  return {
    name: type.breakLines(buyer.legalName, BUYER_WIDTH, TYPE.address.size, 600),
    rest: rest.flatMap((text) => type.breakLines(text, BUYER_WIDTH, TYPE.address.size)),
  };
}

/** Label and value of everything that identifies the document. */
function references({ document, labels }: Paper): [string, string][] {
  const { kind, language, buyer, original } = document;
  const optional: [string, string | undefined][] = [
    [labels.dueDate[kind], document.dueDate && formatDate(document.dueDate, language)],
    [labels.supplyDate, document.supplyDate && formatDate(document.supplyDate, language)],
    [labels.period, document.period && formatPeriod(document.period, language)],
    [labels.original, original && fill(labels.originalOf, { number: original.number, date: formatDate(original.date, language) })],
    [labels.reference, document.reference],
    [labels.orderReference, document.orderReference],
    [labels.buyerKvk, kind === 'reminder' ? undefined : buyer.kvk],
    [labels.buyerVat, kind === 'reminder' ? undefined : buyer.vatNumber],
  ];
  return [
    [labels.number[kind], document.number],
    [labels.date[kind], formatDate(document.issueDate, language)],
    ...optional.filter((entry): entry is [string, string] => !!entry[1]),
  ];
}

/** The references in rows of four columns. */
function referenceGrid(paper: Paper): Block {
  const gutter = 14;
  const width = (CONTENT_WIDTH - gutter * (REFERENCE_COLUMNS - 1)) / REFERENCE_COLUMNS;
  const cells = references(paper).map(([label, value]) => ({ label, lines: paper.type.breakLines(value, width, TYPE.body.size, 600) }));
  const nodes: ReactElement[] = [];
  let top = 0;
  for (let first = 0; first < cells.length; first += REFERENCE_COLUMNS) {
    const row = cells.slice(first, first + REFERENCE_COLUMNS);
    row.forEach(({ label, lines }, column) => {
      nodes.push(
        <At key={`${first}-${column}`} left={column * (width + gutter)} top={top}>
          <Lines lines={[label]} type={TYPE.small} width={width} color={paper.palette.muted} />
          <Lines lines={lines} type={TYPE.body} width={width} weight={600} color={paper.palette.ink} />
        </At>,
      );
    });
    top += TYPE.small.leading + Math.max(...row.map(({ lines }) => lines.length)) * TYPE.body.leading + 9;
  }
  return { height: top - 9, node: <View style={{ height: top - 9 }}>{nodes}</View> };
}

/** Masthead, addresses, title, references and introduction, with the distance to the table. */
export function headBlock(paper: Paper): Block {
  const { document, labels, palette, type } = paper;
  const seller = sellerLines(document.seller, paper);
  const buyer = buyerLines(paper);
  const buyerHeight = (buyer.name.length + buyer.rest.length) * TYPE.address.leading;
  const titleTop = Math.max(WINDOW_TOP + buyerHeight + 34, seller.length * TYPE.small.leading + 28);
  const title = type.breakLines(document.title ?? labels.title[document.kind], CONTENT_WIDTH, TYPE.title.size, 600);
  const grid = referenceGrid(paper);
  const gridTop = titleTop + title.length * TYPE.title.leading + 10;
  const intro = (document.intro ?? []).flatMap((text, index) => [...(index > 0 ? [''] : []), ...type.breakLines(text, CONTENT_WIDTH, TYPE.body.size)]);
  const introTop = gridTop + grid.height + 20;
  const height = intro.length > 0 ? introTop + intro.length * TYPE.body.leading + 18 : gridTop + grid.height + 24;
  return {
    height,
    node: (
      <View style={{ height }}>
        <At left={0} top={0}>
          <Masthead paper={paper} />
        </At>
        <At left={SELLER_LEFT} top={2}>
          <SellerDetails paper={paper} rows={seller} />
        </At>
        <At left={0} top={WINDOW_TOP}>
          <Lines lines={buyer.name} type={TYPE.address} width={BUYER_WIDTH} weight={600} color={palette.ink} />
          <Lines lines={buyer.rest} type={TYPE.address} width={BUYER_WIDTH} color={palette.ink} />
        </At>
        <At left={0} top={titleTop}>
          <Lines lines={title} type={TYPE.title} width={CONTENT_WIDTH} weight={600} color={palette.accent} />
        </At>
        <At left={0} top={gridTop}>
          {grid.node}
        </At>
        <At left={0} top={introTop}>
          {intro.length > 0 ? <Lines lines={intro} type={TYPE.body} width={CONTENT_WIDTH} color={palette.ink} /> : null}
        </At>
      </View>
    ),
  };
}

/** The line over every further page. */
export function runningHead(paper: Paper): Block {
  const { document, labels, palette, type } = paper;
  const left = `${document.title ?? labels.title[document.kind]} ${document.number}`;
  const right = `${document.seller.tradeName ?? document.seller.legalName}`;
  const rightWidth = RIGHT_COLUMN.width;
  const clip = (text: string, width: number, weight: 400 | 600): string[] => type.breakLines(text, width, TYPE.small.size, weight).slice(0, 1);
  return {
    height: 34,
    node: (
      <View style={{ height: 34 }}>
        <At left={0} top={0}>
          <Lines lines={clip(left, RIGHT_COLUMN.left, 600)} type={TYPE.small} width={RIGHT_COLUMN.left} weight={600} color={palette.accent} />
        </At>
        <At left={RIGHT_COLUMN.left} top={0}>
          <Lines lines={clip(right, rightWidth, 400)} type={TYPE.small} width={rightWidth} align="right" color={palette.muted} />
        </At>
      </View>
    ),
  };
}
