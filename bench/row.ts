/** One line of bench/results.json. */
export interface Row {
  name: string;
  /** The median, in the unit that the name tells. */
  value: number;
  /** What the same machine does with nothing of ours in the way, in the same unit. */
  floor: number;
  /** What the value may not exceed; where the name says "at least", what it may not fall below. */
  bar: number;
  /** The distance between the quartiles, in the same unit. */
  spread: number;
  ok: boolean;
  /** Why the value may exceed its bar, where the bar says "or the reason". */
  reason?: string;
}

/** A benchmark: measures for itself, and says what it found. */
export interface Bench {
  name: string;
  /** What the floor is and why it is a fair one, in a line. */
  floor: string;
  /** The longest it may take, in minutes; five unless told. */
  minutes?: number;
  run(): Promise<Row[]>;
}

/** Makes a row of the samples of one quantity, of which less is better. */
export function row(name: string, samples: number[], floor: number, bar: number): Row {
  const value = round(quantile(samples, 0.5));
  const spread = round(quantile(samples, 0.75) - quantile(samples, 0.25));
  return { name, value, floor: round(floor), bar: round(bar), spread, ok: value <= bar };
}

/** The same for a quantity of which more is better; its name says "at least". */
export function rowAtLeast(name: string, samples: number[], floor: number, bar: number): Row {
  const made = row(name, samples, floor, bar);
  return { ...made, ok: made.value >= made.bar };
}

export function median(samples: number[]): number {
  return quantile(samples, 0.5);
}

/** The value below which a share of the samples lies, between neighbours by their distance. */
export function quantile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) throw new Error('There are no samples.');
  return below + (above - below) * (at - Math.floor(at));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
