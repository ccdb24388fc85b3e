import { businessDate } from '../../platform/business-date.ts';
import { minor, type Minor } from '../../platform/money.ts';
import { type Language } from '../../platform/text.ts';
import { type Organisation } from '../accounts/api.ts';
import { formatDate, formatMoney, formatRate, type ReportDocument, type ReportRow, type ReportSection } from '../documents/api.ts';
import { type TillMovement } from './movement.ts';
import { reportWords, type ReportWords } from './report-words.ts';
import { type TillSession } from './session.ts';

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
    title: `${words.title} ${session.tillName} ${session.number}`,
    facts: [
      organisation.tradeName ?? organisation.name,
      `${words.opened} ${moment(writing, session.openedAt)}`,
      `${words.closed} ${moment(writing, session.closedAt ?? session.openedAt)}`,
    ],
    author: organisation.name,
    date: businessDate(session.closedAt ?? session.openedAt, timeZone),
    colour: organisation.branding.colour,
    sections: [drawer(writing), methods(writing), vat(writing), ...pieces(writing), ...inAndOut(writing, movements), ...note(writing)],
  };
}

function moment({ language, timeZone }: Writing, at: Date): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  return `${formatDate(businessDate(at, timeZone), language)}, ${time}`;
}

function drawer({ words, session, money }: Writing): ReportSection {
  const { float, openingDifference, summary, counted, difference, left, toBank } = session;
  const row = (label: string, amount: Minor | null, strong = false): ReportRow => ({ label, values: [money(amount ?? minor(0))], strong });
  return {
    heading: words.drawer,
    rows: [
      row(words.float, float.total),
      row(words.openingDifference, openingDifference),
      row(words.cashSales, minor(summary.sales.cash - summary.refunds.cash)),
      row(words.rounding, summary.rounding),
      row(words.payIns, summary.payIns),
      row(words.payOuts, minor(-summary.payOuts)),
      row(words.expected, summary.expectedCash, true),
      row(words.counted, counted?.total ?? null, true),
      row(words.difference, difference, true),
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
    rows: [row(words.cash, sales.cash, refunds.cash), row(words.card, sales.card, refunds.card), { ...total, strong: true }],
  };
}

function vat({ words, session: { summary }, money, language }: Writing): ReportSection {
  const rows = summary.vat.map(({ category, rateBp, net, vat: tax, gross }) => ({
    label: category === 'S' ? formatRate(rateBp, language) : `${words.noVat} (${category})`,
    values: [money(net), money(tax), money(gross)],
  }));
  return { heading: words.vat, columns: [words.net, words.vatAmount, words.total], rows };
}

function pieces({ words, session: { counted }, money }: Writing): ReportSection[] {
  if (counted === null || counted.pieces === null) return [];
  const rows = counted.pieces.map(({ value, count }) => ({ label: money(minor(value)), values: [`${count}`, money(minor(BigInt(value) * BigInt(count)))] }));
  return [{ heading: words.pieces, columns: [words.count, words.total], rows }];
}

function inAndOut(writing: Writing, movements: readonly TillMovement[]): ReportSection[] {
  const { words, money } = writing;
  const rows = movements
    .filter(({ kind }) => kind === 'pay-in' || kind === 'pay-out')
    .map(({ at, reason, amount }) => ({ label: `${moment(writing, at)}   ${reason ?? ''}`, values: [money(amount)] }));
  return rows.length === 0 ? [] : [{ heading: words.inAndOut, rows }];
}

/** Line by line, so that a long one goes on on the next page. */
function note({ words, session }: Writing): ReportSection[] {
  if (session.note === '') return [];
  return [{ heading: words.note, rows: session.note.split('\n').map((label) => ({ label, values: [] })) }];
}
