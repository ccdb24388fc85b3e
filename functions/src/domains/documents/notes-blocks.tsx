/** Terms and wording under everything else, in pieces that may go to the next page. */
import { View } from '@react-pdf/renderer';
import { CONTENT_WIDTH, TYPE } from './geometry.ts';
import type { Paper } from './paper-context.ts';
import { At, Lines, type Block } from './text.tsx';

const GAP = 8;
/** Lines of one piece; a longer paragraph is divided. */
const PIECE = 12;
const WIDTH = 400;

function piece(lines: readonly string[], top: number, paper: Paper): Block {
  const height = top + lines.length * TYPE.note.leading;
  return {
    height,
    node: (
      <View style={{ height, width: CONTENT_WIDTH }}>
        <At left={0} top={top}>
          <Lines lines={lines} type={TYPE.note} width={WIDTH} color={paper.palette.muted} />
        </At>
      </View>
    ),
  };
}

/** One block per paragraph, several for long ones. */
export function notesBlocks(paper: Paper): Block[] {
  const { notes = [], paymentTerms } = paper.document;
  const paragraphs = [...notes, ...(paymentTerms ? [paymentTerms] : [])].filter((text) => text.trim());
  return paragraphs.flatMap((text, index) => {
    const lines = paper.type.breakLines(text, WIDTH, TYPE.note.size);
    const blocks: Block[] = [];
    for (let from = 0; from < lines.length; from += PIECE) {
      const top = from > 0 ? 0 : index === 0 ? 2.5 * GAP : GAP;
      blocks.push(piece(lines.slice(from, from + PIECE), top, paper));
    }
    return blocks;
  });
}
