import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { writeTable } from '../../../platform/csv.ts';
import { AppError } from '../../../platform/errors.ts';
import { toDecimalString } from '../../../platform/money.ts';
import { organisation } from '../../accounts/api.ts';
import { type Quote } from '../quote.ts';
import { listQuotes, type StoredQuote } from '../repo.ts';
import { QuoteStatus } from '../status.ts';

const BATCH = 200;
const MOST = 5000;

const HEADER = ['number', 'version', 'status', 'customerNumber', 'customer', 'subject', 'issueDate', 'validUntil', 'currency', 'net', 'vat', 'gross', 'acceptedBy', 'acceptedAt', 'declineReason'];

export const exportQuotes = query({
  name: 'quotes/export',
  summary: 'Quotes as a CSV file that a spreadsheet opens, the newest first',
  permission: 'quotes.read',
  input: z.object({
    status: QuoteStatus.nullable().default(null),
    archived: z.boolean().default(false),
    /** What Dutch spreadsheets expect, unless told. */
    delimiter: z.enum([';', ',', '\t']).default(';'),
    /** A mark by which Excel knows UTF-8. */
    bom: z.boolean().default(true),
  }),
  output: z.object({ filename: z.string(), csv: z.string(), quotes: z.int() }),
  async read({ input: { status, archived, delimiter, bom }, org, clock, reader }) {
    const { timeZone } = await organisation(reader, org);
    const quotes: StoredQuote[] = [];
    for (let after: StoredQuote | undefined, more = true; more; ) {
      const page = await listQuotes(reader, org, { status, archived, customerId: null }, after, BATCH);
      quotes.push(...page);
      if (quotes.length > MOST) throw tooMany();
      after = page.at(-1);
      more = page.length === BATCH;
    }
    const csv = await writeTable([HEADER, ...quotes.map(row)], { delimiter, bom });
    return { filename: `quotes-${businessDate(clock.now(), timeZone)}.csv`, csv, quotes: quotes.length };
  },
});

function row({ number, revision, status, buyer, subject, issueDate, validUntil, currency, totals, acceptance, decline }: Quote): string[] {
  const amounts = [totals.net, totals.vat, totals.gross].map((amount) => toDecimalString(amount, currency));
  const answer = [acceptance?.name, acceptance?.at.toISOString(), decline?.reason];
  const words = [number, String(revision), status, String(buyer.customerNumber), buyer.name, subject, issueDate, validUntil, currency];
  return [...words, ...amounts, ...answer].map((cell) => cell ?? '');
}

function tooMany(): AppError {
  return new AppError('limit-reached', `more than ${MOST} quotes`, {
    say: { en: `An export holds at most ${MOST} quotes. Choose a status.`, nl: `Een export bevat hoogstens ${MOST} offertes. Kies een status.` },
  });
}
