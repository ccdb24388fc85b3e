/** Draws a report as PDF. A lazy leaf, as `render-pdf.lazy.ts`. */
import { createHash } from 'node:crypto';
import type { Block } from './block.ts';
import { paletteOf, type Palette } from './brand-colours.ts';
import { typesetter, type Typesetter } from './break-lines.ts';
import type { RenderedPdf } from './document-model.ts';
import { openFonts } from './fonts.ts';
import { CONTENT_HEIGHT, CONTENT_WIDTH, LEFT, MARGIN, PAGE, TYPE } from './geometry.ts';
import { printable } from './printable-text.ts';
import type { ReportDocument, ReportRow, ReportSection } from './report-model.ts';
import { infoText, Sheet } from './sheet.ts';

const COLUMN = 84;
const ROW = 16;
const SECTION_TOP = 14;
/** Room for the line over a total. */
const TOTAL_TOP = 4;

/** What every part needs to draw itself. */
interface Pen {
  readonly palette: Palette;
  readonly type: Typesetter;
}

/** Renders a report. The same report gives the same bytes, in any process, at any time. */
export async function renderReport(report: ReportDocument): Promise<RenderedPdf> {
  const chain = openFonts(printable(textOf(report)));
  const { language, title, author, date } = report;
  const info = { title: infoText(title), author: infoText(author), subject: infoText(`${title}, ${author}`), language: language === 'nl' ? 'nl-NL' : 'en-GB' };
  const sheet = new Sheet({ ...info, date: new Date(`${date}T00:00:00Z`) }, chain);
  const pen = { palette: paletteOf(report.colour), type: typesetter(chain) };
  const pages = divide([head(report, pen), ...report.sections.flatMap((section) => sectionBlocks(section, pen))]);
  pages.forEach((blocks, index) => {
    sheet.addPage();
    let top: number = MARGIN.top;
    for (const block of blocks) {
      block.draw(sheet, top);
      top += block.height;
    }
    footer(sheet, report, pen, `${index + 1} / ${pages.length}`);
  });
  const bytes = await sheet.finish();
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), pages: pages.length };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textOf).join('') : '';
}

/** Fills page after page; no block is higher than one. */
function divide(blocks: readonly Block[]): Block[][] {
  const pages: Block[][] = [[]];
  let used = 0;
  for (const block of blocks) {
    if (used + block.height > CONTENT_HEIGHT) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(block);
    used += block.height;
  }
  return pages;
}

function head({ title, facts }: ReportDocument, { palette, type }: Pen): Block {
  const titleLines = type.breakLines(title, CONTENT_WIDTH, TYPE.title.size, 600);
  const factLines = facts.flatMap((fact) => type.breakLines(fact, CONTENT_WIDTH, TYPE.body.size));
  const titleHeight = titleLines.length * TYPE.title.leading;
  return {
    height: titleHeight + factLines.length * TYPE.body.leading + SECTION_TOP,
    draw(sheet, top) {
      sheet.tagged('H1', () => sheet.text(titleLines, LEFT, top, { type: TYPE.title, width: CONTENT_WIDTH, weight: 600, color: palette.accent }));
      sheet.tagged('P', () => sheet.text(factLines, LEFT, top + titleHeight, { type: TYPE.body, width: CONTENT_WIDTH, color: palette.muted }));
    },
  };
}

/** The heading stays with the first row. */
function sectionBlocks({ heading, columns = [], rows }: ReportSection, pen: Pen): Block[] {
  const { palette } = pen;
  const [first, ...rest] = rows.map((row) => rowBlock(row, pen));
  const top = SECTION_TOP + TYPE.due.leading + 4;
  const headed: Block = {
    height: top + (first?.height ?? 0),
    draw(sheet, at) {
      const line = at + SECTION_TOP;
      const width = CONTENT_WIDTH - columns.length * COLUMN;
      sheet.tagged('H2', () => sheet.text([heading], LEFT, line, { type: TYPE.due, width, weight: 600, color: palette.ink }));
      columns.forEach((column, index) => {
        const left = LEFT + width + index * COLUMN;
        sheet.tagged('P', () => sheet.text([column], left, line + 4, { type: TYPE.small, width: COLUMN, align: 'right', color: palette.muted }));
      });
      sheet.rule(LEFT, line + TYPE.due.leading, CONTENT_WIDTH, palette.rule);
      first?.draw(sheet, at + top);
    },
  };
  return [headed, ...rest];
}

function rowBlock({ label, values, strong = false, total = false }: ReportRow, { palette, type }: Pen): Block {
  const width = CONTENT_WIDTH - values.length * COLUMN;
  const weight = strong || total ? 600 : 400;
  const above = total ? TOTAL_TOP : 0;
  const lines = type.breakLines(label, width, TYPE.body.size, weight);
  return {
    height: above + ROW + (lines.length - 1) * TYPE.body.leading,
    draw(sheet, at) {
      const top = at + above;
      if (total) sheet.rule(LEFT, at, CONTENT_WIDTH, palette.rule);
      sheet.tagged('P', () => {
        sheet.text(lines, LEFT, top, { type: TYPE.body, width, weight, color: palette.ink });
        values.forEach((value, index) => {
          sheet.text([value], LEFT + width + index * COLUMN, top, { type: TYPE.body, width: COLUMN, align: 'right', weight, color: palette.ink });
        });
      });
    },
  };
}

function footer(sheet: Sheet, { author }: ReportDocument, { palette }: Pen, page: string): void {
  const style = { type: TYPE.small, color: palette.muted, width: CONTENT_WIDTH } as const;
  const top = PAGE.height - MARGIN.bottom + 26;
  sheet.artifact(() => {
    sheet.text([infoText(author)], LEFT, top, style);
    sheet.text([page], LEFT, top, { ...style, align: 'right' });
  });
}
