import { readResults, type BenchRow } from './results.ts';

/** The text of docs/performance.md, made from bench/results.json. */
export async function performancePage(): Promise<string> {
  const { rows, benches } = await readResults();
  const sections = benches.map(({ name, floor }) => {
    const lines = rows.filter(({ bench }) => bench === name).map(line);
    return `## ${name}\n\nFloor: ${floor}.\n\n| figure | value | floor | bar | spread | |\n| --- | --: | --: | --: | --: | --- |\n${lines.join('')}`;
  });
  return `# Performance\n\n<!-- Generated from bench/results.json by \`npm run bench\`: do not edit. -->\n\nMedians with the distance between the quartiles. Machines differ: trust ratios, each measured beside its floor in one run. Where the bar is "equal, or the reason", the reason stands in the last column.\n\n${sections.join('\n')}`;
}

function line({ name, value, floor, bar, spread, ok, reason }: BenchRow): string {
  return `| ${name} | ${value} | ${floor} | ${bar} | ${spread} | ${ok ? (reason ?? 'ok') : '**missed**'} |\n`;
}
