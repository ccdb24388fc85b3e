/** Whether the amounts of a document agree with each other. They are all supplied; none is corrected here. */
import type { DocumentProblem, PaperDocument, PaperLine, PaperVatRow } from './document-model.ts';

const say = (path: string, en: string, nl: string): DocumentProblem => ({ path, en, nl });

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, each) => total + each, 0);
}

/** Only a standard rate distinguishes rows of one category. */
function groupOf(category: PaperVatRow['category'], rateBp: number | null): string {
  return category === 'S' ? `S${rateBp ?? 0}` : category;
}

const counts = (line: PaperLine): boolean => line.optional?.chosen !== false;

function groupProblems(document: PaperDocument): DocumentProblem[] {
  const bases = new Map<string, number>();
  const add = (group: string, amount: number): void => void bases.set(group, (bases.get(group) ?? 0) + amount);
  document.lines.filter(counts).forEach((line) => add(groupOf(line.vatCategory, line.vatRateBp), line.netMinor));
  (document.adjustments ?? []).forEach((each) => add(groupOf(each.vatCategory, each.vatRateBp), each.kind === 'charge' ? each.amountMinor : -each.amountMinor));
  const problems: DocumentProblem[] = [];
  for (const [index, row] of document.vat.entries()) {
    const group = groupOf(row.category, row.rateBp);
    if ((bases.get(group) ?? 0) !== row.baseMinor) problems.push(say(`vat.${index}.baseMinor`, 'The lines add up to another amount', 'De regels tellen op tot een ander bedrag'));
    bases.delete(group);
    if (row.category !== 'S' && row.vatMinor !== 0) problems.push(say(`vat.${index}.vatMinor`, 'Only a taxed supply has VAT', 'Alleen een belaste prestatie heeft btw'));
  }
  if (bases.size > 0) problems.push(say('vat', `No row for ${[...bases.keys()].join(', ')}`, `Geen rij voor ${[...bases.keys()].join(', ')}`));
  return problems;
}

/** The sums that do not hold (BR-CO-10, 13, 14, 15, 16, BR-S-08 and its kin); empty when all do. */
export function documentProblems(document: PaperDocument): DocumentProblem[] {
  const { totals, vat, prepayments = [] } = document;
  const net = sum(vat.map(({ baseMinor }) => baseMinor));
  const checks: [boolean, string][] = [
    [net === totals.netMinor, 'totals.netMinor'],
    [sum(vat.map(({ vatMinor }) => vatMinor)) === totals.vatMinor, 'totals.vatMinor'],
    [totals.netMinor + totals.vatMinor === totals.grossMinor, 'totals.grossMinor'],
    [sum(prepayments.map(({ amountMinor }) => amountMinor)) === totals.prepaidMinor, 'totals.prepaidMinor'],
    [totals.grossMinor - totals.prepaidMinor === totals.dueMinor, 'totals.dueMinor'],
  ];
  const wrong = checks.filter(([holds]) => !holds).map(([, path]) => say(path, 'The amounts do not add up', 'De bedragen tellen niet op'));
  return [...groupProblems(document), ...wrong];
}
