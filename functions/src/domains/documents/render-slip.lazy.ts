/** Draws a slip as PDF, as long as it needs to be. A lazy leaf, as `render-pdf.lazy.ts`. */
import { createHash } from 'node:crypto';
import type { Block } from './block.ts';
import { typesetter, type Typesetter } from './break-lines.ts';
import type { RenderedPdf } from './document-model.ts';
import { openFonts } from './fonts.ts';
import type { TypeStyle } from './geometry.ts';
import { printable } from './printable-text.ts';
import { infoText, Sheet } from './sheet.ts';
import type { SlipDocument, SlipRow, SlipTable } from './slip-model.ts';

/** Points in a millimetre. */
const MM = 72 / 25.4;
/** A roll of 80 mm, of which printers reach 72. */
const WIDTH = 80 * MM;
const LEFT = 4 * MM;
const COLUMN = WIDTH - 2 * LEFT;
const TOP = 4 * MM;
/** Printers tear below the print head. */
const BOTTOM = 8 * MM;
/** Around a line that sets parts off. */
const GAP = 7;
/** Between a label and its value. */
const GUTTER = 8;

/** Thermal paper knows no grey. */
const BLACK = '#000000';

const TYPE = {
  name: { size: 13, leading: 18 },
  total: { size: 12, leading: 18 },
  body: { size: 9, leading: 13 },
  detail: { size: 7.5, leading: 10.5 },
} as const satisfies Record<string, TypeStyle>;

/** Renders a slip. The same slip gives the same bytes, in any process, at any time. */
export async function renderSlip(slip: SlipDocument): Promise<RenderedPdf> {
  const chain = openFonts(printable(textOf(slip)));
  const type = typesetter(chain);
  const blocks = [head(slip, type), ...slip.parts.flatMap((part) => [line(), ...partBlocks(part, type)]), line(), foot(slip, type)];
  const height = TOP + blocks.reduce((sum, block) => sum + block.height, 0) + BOTTOM;
  const { language, title, author, date } = slip;
  const info = { title: infoText(title), author: infoText(author), subject: infoText(`${title}, ${author}`), language: language === 'nl' ? 'nl-NL' : 'en-GB' };
  const sheet = new Sheet({ ...info, date: new Date(`${date}T00:00:00Z`) }, chain, { width: WIDTH, height });
  sheet.addPage();
  let top = TOP;
  for (const block of blocks) {
    block.draw(sheet, top);
    top += block.height;
  }
  const bytes = await sheet.finish();
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), pages: 1 };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textOf).join('') : '';
}

function head({ name, head: facts }: SlipDocument, type: Typesetter): Block {
  const names = type.breakLines(name, COLUMN, TYPE.name.size, 600);
  const under = centred(facts, TYPE.detail, type);
  const nameHeight = names.length * TYPE.name.leading;
  return {
    height: nameHeight + under.height,
    draw(sheet, top) {
      sheet.tagged('H1', () => sheet.text(names, LEFT, top, { type: TYPE.name, width: COLUMN, weight: 600, color: BLACK, align: 'center' }));
      under.draw(sheet, top + nameHeight);
    },
  };
}

function foot({ foot: texts }: SlipDocument, type: Typesetter): Block {
  return centred(texts, TYPE.detail, type);
}

function centred(texts: readonly string[], style: TypeStyle, type: Typesetter): Block {
  const lines = texts.flatMap((text) => type.breakLines(text, COLUMN, style.size));
  return {
    height: lines.length * style.leading,
    draw: (sheet, top) => sheet.tagged('P', () => sheet.text(lines, LEFT, top, { type: style, width: COLUMN, color: BLACK, align: 'center' })),
  };
}

function line(): Block {
  return { height: 2 * GAP, draw: (sheet, top) => sheet.rule(LEFT, top + GAP, COLUMN, BLACK, 0.6) };
}

function partBlocks(part: readonly SlipRow[] | SlipTable, type: Typesetter): Block[] {
  return 'columns' in part ? tableBlocks(part) : part.map((row) => rowBlock(row, type));
}

function rowBlock({ label, value = '', style }: SlipRow, type: Typesetter): Block {
  const look = style === 'total' ? TYPE.total : style === 'detail' ? TYPE.detail : TYPE.body;
  const weight = style === 'total' || style === 'strong' ? 600 : 400;
  const taken = value === '' ? 0 : type.widthOf(value, look.size, weight) + GUTTER;
  const indent = style === 'detail' ? 3 * MM : 0;
  const lines = type.breakLines(label, COLUMN - taken - indent, look.size, weight);
  const above = style === 'total' ? 5 : 0;
  return {
    height: above + lines.length * look.leading,
    draw(sheet, at) {
      const top = at + above;
      sheet.tagged('P', () => {
        sheet.text(lines, LEFT + indent, top, { type: look, width: COLUMN - taken - indent, weight, color: BLACK });
        if (value !== '') sheet.text([value], LEFT, top, { type: look, width: COLUMN, weight, color: BLACK, align: 'right' });
      });
    },
  };
}

function tableBlocks({ columns, rows }: SlipTable): Block[] {
  const width = COLUMN / columns.length;
  return [columns, ...rows].map((cells): Block => ({
    height: TYPE.detail.leading,
    draw(sheet, top) {
      sheet.tagged('P', () => {
        cells.forEach((cell, index) => {
          sheet.text([cell], LEFT + index * width, top, { type: TYPE.detail, width, color: BLACK, align: index === 0 ? 'left' : 'right' });
        });
      });
    },
  }));
}
