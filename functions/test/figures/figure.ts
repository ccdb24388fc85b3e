/** How a figure is taken. Races repeat for so many rounds; whatever is random comes from the seed. */
export interface FigureOptions {
  rounds: number;
  seed: number;
}

export interface FigureResult {
  /** What was measured or counted, in the unit that `bar` names. */
  value: number | string;
  /** False when a single round fell short of the bar. */
  ok: boolean;
}

/** Something the issues call a bar, as code: `npm run figures` takes it in full, an ordinary test in fewer rounds. */
export interface Figure {
  part: string;
  name: string;
  /** The bar in words, with its unit: `1 payment`, `< 3 s`. */
  bar: string;
  /** Its bar is a time or a rate: taken by `npm run figures` alone, since a test must not fail on a busy machine. */
  timed?: true;
  run(options: FigureOptions): Promise<FigureResult>;
}
