import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { writeTable } from '../../../platform/csv.ts';
import { AppError } from '../../../platform/errors.ts';
import { toDecimalString } from '../../../platform/money.ts';
import { Language } from '../../../platform/text.ts';
import { organisation } from '../../accounts/api.ts';
import { type Quote } from '../quote.ts';
import { listQuotes, type StoredQuote } from '../repo.ts';
import { QuoteStatus } from '../status.ts';

const BATCH = 200;
const MOST = 5000;

const HEADER: Readonly<Record<Language, readonly string[]>> = {
  en: ['number', 'version', 'status', 'customerNumber', 'customer', 'subject', 'issueDate', 'validUntil', 'currency', 'net', 'vat', 'gross', 'acceptedBy', 'acceptedAt', 'declineReason'],
  nl: ['nummer', 'versie', 'status', 'klantnummer', 'klant', 'onderwerp', 'datum', 'geldig tot en met', 'valuta', 'zonder btw', 'btw', 'met btw', 'aanvaard door', 'aanvaard op', 'reden van afwijzing'],
};

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
    /** Of the headers and the decimal sign; that of the organisation unless told. */
    language: Language.optional(),
  }),
  output: z.object({ filename: z.string(), csv: z.string(), quotes: z.int() }),
  async read({ input: { status, archived, delimiter, bom, ...told }, org, clock, reader }) {
    const { timeZone, language: usual } = await organisation(reader, org);
    const language = told.language ?? usual;
    const quotes: StoredQuote[] = [];
    for (let after: StoredQuote | undefined, more = true; more; ) {
      const page = await listQuotes(reader, org, { status, archived, customerId: null }, after, BATCH);
      quotes.push(...page);
      if (quotes.length > MOST) throw tooMany();
      after = page.at(-1);
      more = page.length === BATCH;
    }
    const csv = await writeTable([HEADER[language], ...quotes.map((quote) => row(quote, language))], { delimiter, bom });
    return { filename: `${language === 'nl' ? 'offertes' : 'quotes'}-${businessDate(clock.now(), timeZone)}.csv`, csv, quotes: quotes.length };
  },
});

function row({ number, revision, status, buyer, subject, issueDate, validUntil, currency, totals, acceptance, decline }: Quote, language: Language): string[] {
  const decimals = [totals.net, totals.vat, totals.gross].map((amount) => toDecimalString(amount, currency));
  // A Dutch spreadsheet takes 12.05 for a day in May.
  const amounts = language === 'nl' ? decimals.map((amount) => amount.replace('.', ',')) : decimals;
  const answer = [acceptance?.name, acceptance?.at.toISOString(), decline?.reason];
  const words = [number, String(revision), status, String(buyer.customerNumber), buyer.name, subject, issueDate, validUntil, currency];
  return [...words, ...amounts, ...answer].map((cell) => cell ?? '');
}

function tooMany(): AppError {
  return new AppError('limit-reached', `more than ${MOST} quotes`, {
    say: { en: `An export holds at most ${MOST} quotes. Choose a status.`, nl: `Een export bevat hoogstens ${MOST} offertes. Kies een status.` },
  });
}
