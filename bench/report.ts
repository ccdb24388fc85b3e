import { readSections } from './results.ts';
import type { Row } from './row.ts';

const HEAD = [
  '# Performance',
  '<!-- Generated from bench/results.json by `npm run bench`: do not edit. -->',
  'Medians with the distance between the quartiles. Machines differ: trust ratios, each measured beside its floor in one run. Where the bar is "equal, or the reason", the reason stands in the last column. ' +
    'What was tried, and what did not help, stands in [a note of its own](decisions/2026-11-21-what-made-it-fast.md).',
];

/** The text of docs/performance.md, made from bench/results.json. */
export async function performancePage(): Promise<string> {
  const sections = (await readSections()).map(({ name, floor, at, rows }) => {
    const lines = rows.map(line);
    const measured = at === undefined ? '' : ` Measured ${at} UTC.`;
    if (lines.length === 0) return `## ${name}\n\nFloor: ${floor}. Not measured yet: \`npm run bench ${name}\`.\n`;
    return `## ${name}\n\nFloor: ${floor}.${measured}\n\n| figure | value | floor | bar | spread | |\n| --- | --: | --: | --: | --: | --- |\n${lines.join('')}`;
  });
  return `${HEAD.join('\n\n')}\n\n${sections.join('\n')}`;
}

function line({ name, value, floor, bar, spread, ok, reason }: Row): string {
  return `| ${name} | ${value} | ${floor} | ${bar} | ${spread} | ${ok ? (reason ?? 'ok') : '**missed**'} |\n`;
}
