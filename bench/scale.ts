/** Whether to run with a few of everything: to see that a benchmark runs, not what it measures. Set by `--small`. */
export const SMALL = process.env['BENCH_SMALL'] === '1';

/** How many: `full` for figures that count, `few` with `--small`. */
export function scaled(full: number, few: number): number {
  return SMALL ? few : full;
}
