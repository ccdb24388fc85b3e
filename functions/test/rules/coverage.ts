import * as z from 'zod';

/** A piece of a rule as the emulator reports it: where it stands, and which values it had how often. */
interface Piece {
  readonly sourcePosition: { readonly currentOffset: number; readonly endOffset: number; readonly line: number };
  readonly values?: readonly { readonly value: Readonly<Record<string, unknown>> }[] | undefined;
  readonly children?: readonly Piece[] | undefined;
}

const Piece: z.ZodType<Piece> = z.lazy(() =>
  z.object({
    sourcePosition: z.object({ currentOffset: z.int(), endOffset: z.int(), line: z.int() }),
    values: z.array(z.object({ value: z.record(z.string(), z.unknown()) })).optional(),
    children: z.array(Piece).optional(),
  }),
);

const Report = z.object({ report: z.array(Piece) });

export interface RuleCoverage {
  /** Conditions that had a truth value at least once. */
  readonly conditions: number;
  /** What is missing, one line each: never reached, never true, never false. */
  readonly gaps: readonly string[];
}

/** Reads the emulator's report: every condition must have been true and false, every expression reached. */
export function ruleCoverage(report: unknown, source: string): RuleCoverage {
  const pieces = Report.parse(report).report.flatMap(flat);
  let conditions = 0;
  const gaps: string[] = [];
  for (const piece of pieces) {
    const { sourcePosition, values = [] } = piece;
    const { currentOffset, endOffset, line } = sourcePosition;
    const text = source.slice(currentOffset, endOffset).replace(/\s+/g, ' ');
    // The name of a function that is called is a piece of its own and has no value.
    if (!wasReached(piece) && source[endOffset] !== '(') gaps.push(`line ${line}: never reached: ${text}`);
    // What is open to everybody decides nothing.
    if (text === 'true') continue;
    const seen = new Set(values.map(({ value }) => value['boolValue']).filter((value) => typeof value === 'boolean'));
    if (seen.size === 0) continue;
    conditions += 1;
    for (const wanted of [true, false]) if (!seen.has(wanted)) gaps.push(`line ${line}: never ${wanted}: ${text}`);
  }
  return { conditions, gaps };
}

/** The inner part of a chain of `&&` has no value of its own; its members have. */
function wasReached({ values = [], children = [] }: Piece): boolean {
  return values.length > 0 || children.some(wasReached);
}

function flat(piece: Piece): Piece[] {
  return [piece, ...(piece.children ?? []).flatMap(flat)];
}
