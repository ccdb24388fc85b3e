/** The columns of the table of lines: only those in use, as wide as their figures need. */
import type { DocumentLanguage, PaperLine, VatCategory } from './document-model.ts';
import { formatDecimal, formatRate } from './format.ts';
import { CONTENT_WIDTH, LEFT, TYPE } from './geometry.ts';
import type { Paper } from './paper-context.ts';
import { unitLabel } from './units.ts';

/** One column of figures. */
export interface Column {
  readonly heading: string;
  readonly left: number;
  readonly width: number;
  cell(line: PaperLine): string;
  /** Stands to the right of the figure in smaller attention: the unit of a quantity. */
  readonly suffix?: { readonly left: number; readonly width: number; text(line: PaperLine): string };
}

/** The columns, and what they leave for the description. */
export interface Columns {
  readonly descriptionWidth: number;
  readonly figures: readonly Column[];
}

const GUTTER = 14;
const UNIT_GAP = 4;
const MAX_WIDTH = 120;
const MAX_UNIT_WIDTH = 84;

const WITHOUT_RATE: Record<DocumentLanguage, Record<Exclude<VatCategory, 'S'>, string>> = {
  nl: { Z: '0%', E: 'vrijgesteld', AE: 'verlegd', K: '0%', G: '0%', O: 'geen' },
  en: { Z: '0%', E: 'exempt', AE: 'reverse', K: '0%', G: '0%', O: 'none' },
};

/** The VAT of a line: its rate, or in a word why it has none. */
export function shortRate(category: VatCategory, rateBp: number | null, language: DocumentLanguage): string {
  return category === 'S' ? formatRate(rateBp ?? 0, language) : WITHOUT_RATE[language][category];
}

interface Draft {
  readonly heading: string;
  cell(line: PaperLine): string;
  unit?(line: PaperLine): string;
}

function drafts({ document, labels, amount }: Paper): Draft[] {
  const { language, lines, kind } = document;
  const inUse = (has: (line: PaperLine) => unknown, draft: Draft): Draft[] => (lines.some(has) ? [draft] : []);
  return [
    ...inUse((line) => line.quantity !== undefined, {
      heading: labels.quantity,
      cell: ({ quantity }) => (quantity === undefined ? '' : formatDecimal(quantity, language)),
      unit: ({ unit, quantity = '' }) => (unit ? unitLabel(unit, language, quantity) : ''),
    }),
    ...inUse((line) => line.unitPriceMinor !== undefined, {
      heading: labels.unitPrice,
      cell: ({ unitPriceMinor }) => (unitPriceMinor === undefined ? '' : amount(unitPriceMinor)),
    }),
    ...inUse((line) => line.discountMinor, {
      heading: labels.discount,
      cell: ({ discountMinor }) => (discountMinor ? amount(-discountMinor) : ''),
    }),
    ...(kind === 'reminder' ? [] : [{ heading: labels.vat, cell: (line: PaperLine) => shortRate(line.vatCategory, line.vatRateBp, language) }]),
    { heading: `${labels.amount} (${document.currency})`, cell: (line) => amount(line.netMinor) },
  ];
}

/** A unit as somebody typed it may be a word too long for its column. */
function clipped(text: string, width: number, { type }: Paper): string {
  if (type.widthOf(text, TYPE.body.size) <= width) return text;
  const [line = ''] = type.breakLines(text, width - type.widthOf('…', TYPE.body.size), TYPE.body.size);
  return `${line}…`;
}

/** Lays the columns out from the right edge inwards. */
export function columnsOf(paper: Paper): Columns {
  const { lines } = paper.document;
  const widest = (texts: Iterable<string>, weight: 400 | 600): number =>
    Math.max(0, ...[...new Set(texts)].map((text) => (text ? paper.type.widthOf(text, TYPE.body.size, weight) : 0)));
  // The last column also holds the carried amounts, which are wider than any line's.
  const carried = paper.amount(lines.reduce((sum, { netMinor }) => sum + Math.abs(netMinor), 0));
  const all = drafts(paper);
  const figures: Column[] = [];
  let right = LEFT + CONTENT_WIDTH;
  for (const draft of all.toReversed()) {
    const { heading, cell, unit } = draft;
    const unitWidth = unit ? Math.min(MAX_UNIT_WIDTH, widest(lines.map(unit), 400)) : 0;
    const text = (line: PaperLine): string => clipped(unit?.(line) ?? '', unitWidth, paper);
    const suffix = unitWidth > 0 ? { left: right - unitWidth, width: unitWidth, text } : undefined;
    if (suffix) right -= unitWidth + UNIT_GAP;
    const cells = widest(lines.map(cell), 400);
    const needed = figures.length === 0 ? Math.max(cells, widest([carried], 600)) : cells;
    const width = Math.max(paper.type.widthOf(heading, TYPE.small.size, 600), Math.min(MAX_WIDTH, needed));
    figures.unshift({ heading, cell, left: right - width, width, ...(suffix ? { suffix } : {}) });
    right -= width + GUTTER;
  }
  return { descriptionWidth: right - LEFT, figures };
}
