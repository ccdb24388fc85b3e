/** Terms and wording under everything else, in pieces that may go to the next page. */
import type { Block } from './block.ts';
import { LEFT, TYPE } from './geometry.ts';
import type { Paper } from './paper-context.ts';
import { vatReasons } from './vat-summary.ts';

const GAP = 8;
/** Lines of one piece; a longer paragraph is divided. */
const PIECE = 6;
const WIDTH = 420;

/** One block per paragraph, several for long ones. */
export function notesBlocks(paper: Paper): Block[] {
  const { notes = [], paymentTerms } = paper.document;
  const type = TYPE.note;
  // What the table of VAT has said already is not said again.
  const said = vatReasons(paper.document);
  const paragraphs = [...notes.filter((text) => !said.includes(text)), ...(paymentTerms ? [paymentTerms] : [])]
    .flatMap((text) => text.split(/\n{2,}/))
    .filter((text) => text.trim());
  return paragraphs.flatMap((text, index) => {
    const lines = paper.type.breakLines(text, WIDTH, type.size);
    return Array.from({ length: Math.ceil(lines.length / PIECE) }, (_, part): Block => {
      const piece = lines.slice(part * PIECE, (part + 1) * PIECE);
      const above = part > 0 ? 0 : index === 0 ? 2.5 * GAP : GAP;
      return {
        height: above + piece.length * type.leading,
        draw: (sheet, top) => sheet.tagged('P', () => sheet.text(piece, LEFT, top + above, { type, width: WIDTH, color: paper.palette.muted })),
      };
    });
  });
}
