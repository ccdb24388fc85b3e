import { businessDate } from '../../platform/business-date.ts';
import { minor, sumMinor, type Minor } from '../../platform/money.ts';
import { type Language } from '../../platform/text.ts';
import { type Organisation } from '../accounts/api.ts';
import { formatDate, formatMoney, formatRate, type ReportDocument, type ReportRow, type ReportSection } from '../documents/api.ts';
import { type TillMovement } from './movement.ts';
import { reportWords, type ReportWords } from './report-words.ts';
import { type TillSession } from './session.ts';
import { type VatPart } from './vat-parts.ts';

interface Writing {
  readonly language: Language;
  readonly words: ReportWords;
  readonly session: TillSession;
  readonly timeZone: string;
  money(amount: Minor): string;
}

/** The day report of a closed session, in the language of the organisation. */
export function reportDocument(organisation: Organisation, session: TillSession, movements: readonly TillMovement[]): ReportDocument {
  const { language, timeZone } = organisation;
  const money = (amount: Minor) => formatMoney(amount, session.currency, language);
  const writing = { language, words: reportWords[language], session, timeZone, money };
  const { words } = writing;
  return {
    language,
    title: `${words.title} ${session.tillName}`,
    facts: [
      `${organisation.tradeName ?? organisation.name}, ${words.number} ${session.number}`,
      `${words.opened} ${moment(writing, session.openedAt)}  ·  ${words.closed} ${moment(writing, session.closedAt ?? session.openedAt)}`,
    ],
    author: organisation.name,
    date: businessDate(session.closedAt ?? session.openedAt, timeZone),
    colour: organisation.branding.colour,
    sections: [drawer(writing), methods(writing), ...vat(writing), ...pieces(writing), ...inAndOut(writing, movements), ...note(writing)],
  };
}

function moment({ language, timeZone }: Writing, at: Date): string {
  return `${formatDate(businessDate(at, timeZone), language)}, ${timeOf(at, timeZone)}`;
}

function timeOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}

function drawer({ words, session, money }: Writing): ReportSection {
  const { float, openingDifference, summary, counted, difference, left, toBank } = session;
  const row = (label: string, amount: Minor | null): ReportRow => ({ label, values: [money(amount ?? minor(0))] });
  // What did not happen on this day is left out.
  const unlessNone = (label: string, amount: Minor): ReportRow[] => (amount === 0 ? [] : [row(label, amount)]);
  return {
    heading: words.drawer,
    rows: [
      row(words.float, float.total),
      ...unlessNone(words.openingDifference, openingDifference),
      row(words.cashSales, minor(summary.sales.cash - summary.refunds.cash)),
      ...unlessNone(words.rounding, summary.rounding),
      ...unlessNone(words.payIns, summary.payIns),
      ...unlessNone(words.payOuts, minor(-summary.payOuts)),
      { ...row(words.expected, summary.expectedCash), total: true },
      { ...row(words.counted, counted?.total ?? null), strong: true },
      { ...row(words.difference, difference), strong: true },
      row(words.toBank, toBank),
      row(words.left, left),
    ],
  };
}

function methods({ words, session: { summary }, money }: Writing): ReportSection {
  const { sales, refunds } = summary;
  const row = (label: string, sold: number, back: number): ReportRow => ({ label, values: [sold, -back, sold - back].map((amount) => money(minor(amount))) });
  const total = row(words.total, sales.cash + sales.card, refunds.cash + refunds.card);
  return {
    heading: words.methods,
    columns: [words.sold, words.refunded, words.total],
    rows: [row(words.cash, sales.cash, refunds.cash), row(words.card, sales.card, refunds.card), { ...total, total: true }],
  };
}

function vat({ words, session: { summary }, money, language }: Writing): ReportSection[] {
  const row = (label: string, parts: readonly VatPart[]): ReportRow => ({
    label,
    values: (['net', 'vat', 'gross'] as const).map((of) => money(sumMinor(parts.map((part) => part[of])))),
  });
  const rows = summary.vat.map((part) => row(untaxed(words)[part.category] ?? formatRate(part.rateBp, language), [part]));
  const total = rows.length < 2 ? [] : [{ ...row(words.total, summary.vat), total: true }];
  return rows.length === 0 ? [] : [{ heading: words.vat, columns: [words.net, words.vatAmount, words.total], rows: [...rows, ...total] }];
}

/** What is not taxed is never said to be taxed at 0 %. */
function untaxed({ outside, exempt, reverse }: ReportWords): Partial<Record<VatPart['category'], string>> {
  return { O: outside, E: exempt, AE: reverse };
}

function pieces({ words, session: { counted }, money }: Writing): ReportSection[] {
  if (counted === null || counted.pieces === null) return [];
  const rows = counted.pieces.map(({ value, count }) => ({ label: money(minor(value)), values: [`${count}`, money(minor(BigInt(value) * BigInt(count)))] }));
  const total = { label: words.counted, values: ['', money(counted.total)], total: true };
  return [{ heading: words.pieces, columns: [words.count, words.total], rows: [...rows, total] }];
}

function inAndOut(writing: Writing, movements: readonly TillMovement[]): ReportSection[] {
  const { words, money, session, timeZone } = writing;
  const day = (at: Date) => businessDate(at, timeZone);
  const rows = movements
    .filter(({ kind }) => kind === 'pay-in' || kind === 'pay-out')
    .map(({ at, reason, amount }) => ({ label: `${day(at) === day(session.openedAt) ? timeOf(at, timeZone) : moment(writing, at)}   ${reason ?? ''}`, values: [money(amount)] }));
  return rows.length === 0 ? [] : [{ heading: words.inAndOut, rows }];
}

/** Few lines stay together; many go on on the next page. */
function note({ words, session }: Writing): ReportSection[] {
  if (session.note === '') return [];
  const lines = session.note.split('\n');
  return [{ heading: words.note, rows: (lines.length > 12 ? lines : [session.note]).map((label) => ({ label, values: [] })) }];
}
