/** The top of the first page: who sends it, who gets it, what it is. */
import type { Block } from './block.ts';
import type { PaperAddress, PaperParty } from './document-model.ts';
import { formatIban } from './format.ts';
import { CONTENT_WIDTH, LEFT, SELLER_COLUMN, TYPE, WINDOW_TOP, type TypeStyle } from './geometry.ts';
import { fill } from './labels.ts';
import { fitLogo } from './logo.ts';
import type { Paper } from './paper-context.ts';
import { referenceGrid } from './reference-grid.ts';

const BUYER_WIDTH = 250;
const LOGO_BOX = { width: 190, height: 58 } as const;
const MASTHEAD_WIDTH = SELLER_COLUMN.left - LEFT - 28;

/** The name of a country in the language of the document; a code that is not one stays as it is. */
function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function addressLines(address: PaperAddress, { labels, document }: Paper): string[] {
  const abroad = document.seller.address.country !== document.buyer.address.country;
  const city = [address.postcode, address.city].filter(Boolean).join('  ');
  return [...address.lines, city, ...(abroad ? [countryName(address.country, labels.locale)] : [])];
}

/** The logo, or the name in its place. */
function masthead(paper: Paper): Block {
  const { seller, brand } = paper.document;
  const name = seller.tradeName ?? seller.legalName;
  const logo = fitLogo(brand?.logo, LOGO_BOX);
  if (logo) {
    const alt = fill(paper.labels.logo, { name });
    return { height: logo.height, draw: (sheet, top) => sheet.tagged('Figure', () => sheet.picture(logo, LEFT, top), { alt }) };
  }
  const large = paper.type.breakLines(name, MASTHEAD_WIDTH, TYPE.wordmark.size, 600);
  // A long name in large type would run into the address behind the window.
  const type = large.length <= 2 ? TYPE.wordmark : TYPE.due;
  const lines = paper.type.breakLines(name, MASTHEAD_WIDTH, type.size, 600).slice(0, 4);
  return {
    height: lines.length * type.leading,
    draw: (sheet, top) => sheet.tagged('P', () => sheet.text(lines, LEFT, top, { type, width: MASTHEAD_WIDTH, weight: 600, color: paper.palette.accent })),
  };
}

/** Groups of facts about the seller, each group set apart. */
function sellerFacts(seller: PaperParty, paper: Paper): string[][] {
  const { labels } = paper;
  const groups = [
    addressLines(seller.address, paper),
    [seller.phone, seller.email, seller.web?.replace(/^https?:\/\/|\/$/gi, '')],
    [
      seller.kvk && `${labels.kvk} ${seller.kvk}`,
      seller.vatNumber && `${labels.vatNumber} ${seller.vatNumber}`,
      seller.iban && `IBAN ${formatIban(seller.iban)}`,
      seller.bic && `BIC ${seller.bic}`,
    ],
  ];
  return groups.map((group) => group.filter((text): text is string => !!text)).filter((group) => group.length > 0);
}

function sellerBlock(paper: Paper): Block {
  const { seller } = paper.document;
  const { type, palette } = paper;
  const { left, width } = SELLER_COLUMN;
  const name = type.breakLines(seller.legalName, width, TYPE.small.size, 600);
  const groups = sellerFacts(seller, paper).map((group) => group.flatMap((text) => type.breakLines(text, width, TYPE.small.size)));
  const gap = 6;
  const { leading } = TYPE.small;
  const height = groups.reduce((sum, lines) => sum + lines.length * leading + gap, name.length * leading) - gap;
  const draw: Block['draw'] = (sheet, top) => {
    sheet.tagged('P', () => sheet.text(name, left, top, { type: TYPE.small, width, weight: 600, color: palette.ink }));
    let at = top + name.length * leading;
    for (const lines of groups) {
      sheet.tagged('P', () => sheet.text(lines, left, at, { type: TYPE.small, width, color: palette.muted }));
      at += lines.length * leading + gap;
    }
  };
  return { height, draw };
}

function buyerBlock(paper: Paper): Block {
  const { buyer } = paper.document;
  const { type, labels, palette } = paper;
  const style = { type: TYPE.address, width: BUYER_WIDTH, color: palette.ink } as const;
  const name = type.breakLines(buyer.legalName, BUYER_WIDTH, style.type.size, 600);
  const rest = [
    ...(buyer.tradeName && buyer.tradeName !== buyer.legalName ? [buyer.tradeName] : []),
    ...(buyer.contact ? [fill(labels.contact, { name: buyer.contact })] : []),
    ...addressLines(buyer.address, paper),
  ].flatMap((text) => type.breakLines(text, BUYER_WIDTH, style.type.size));
  return {
    height: (name.length + rest.length) * style.type.leading,
    draw: (sheet, top) =>
      sheet.tagged('P', () => {
        sheet.text(name, LEFT, top, { ...style, weight: 600 });
        sheet.text(rest, LEFT, top + name.length * style.type.leading, style);
      }),
  };
}

/** Paragraphs between the references and the table. */
function introBlock(paper: Paper): Block {
  const { intro = [], subject } = paper.document;
  const gap = 7;
  const color = paper.palette.ink;
  const set = (text: string, type: TypeStyle, weight: 400 | 600) => ({ type, weight, lines: paper.type.breakLines(text, CONTENT_WIDTH, type.size, weight) });
  const paragraphs = [...(subject ? [set(subject, TYPE.address, 600)] : []), ...intro.map((text) => set(text, TYPE.body, 400))];
  const height = paragraphs.reduce((sum, { lines, type }) => sum + lines.length * type.leading + gap, 0);
  const draw: Block['draw'] = (sheet, top) => {
    let at = top;
    for (const { lines, type, weight } of paragraphs) {
      sheet.tagged(weight === 600 ? 'H2' : 'P', () => sheet.text(lines, LEFT, at, { type, weight, width: CONTENT_WIDTH, color }));
      at += lines.length * type.leading + gap;
    }
  };
  return { height, draw };
}

/** Masthead, addresses, title, references and introduction, with the distance to the table. */
export function headBlock(paper: Paper): Block {
  const { document, labels, palette, type } = paper;
  const seller = sellerBlock(paper);
  const buyer = buyerBlock(paper);
  const title = type.breakLines(document.title ?? labels.title[document.kind], CONTENT_WIDTH, TYPE.title.size, 600);
  const grid = referenceGrid(paper);
  const intro = introBlock(paper);
  const titleTop = Math.max(WINDOW_TOP + buyer.height + 24, seller.height + 24);
  const gridTop = titleTop + title.length * TYPE.title.leading + 8;
  const introTop = gridTop + grid.height + 16;
  return {
    height: introTop + (intro.height > 0 ? intro.height + 12 : 2),
    draw: (sheet, top) => {
      masthead(paper).draw(sheet, top);
      seller.draw(sheet, top + 2);
      buyer.draw(sheet, top + WINDOW_TOP);
      sheet.tagged('H1', () => sheet.text(title, LEFT, top + titleTop, { type: TYPE.title, width: CONTENT_WIDTH, weight: 600, color: palette.accent }));
      grid.draw(sheet, top + gridTop);
      intro.draw(sheet, top + introTop);
    },
  };
}

/** The line over every further page. */
export function runningHead(paper: Paper): Block {
  const { document, labels, palette, type } = paper;
  const width = CONTENT_WIDTH / 2;
  const first = (text: string, weight: 400 | 600): string[] => {
    const [line = '', ...more] = type.breakLines(text, width - 10, TYPE.small.size, weight);
    return [more.length > 0 ? `${line}…` : line];
  };
  const left = first(`${document.title ?? labels.title[document.kind]} ${document.number}`, 600);
  const right = first(document.seller.tradeName ?? document.seller.legalName, 400);
  return {
    height: 34,
    draw: (sheet, top) =>
      sheet.artifact(() => {
        sheet.text(left, LEFT, top, { type: TYPE.small, width, weight: 600, color: palette.accent });
        sheet.text(right, LEFT + width, top, { type: TYPE.small, width, align: 'right', color: palette.muted });
      }),
  };
}
