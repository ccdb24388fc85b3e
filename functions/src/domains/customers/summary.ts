import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode, minor, type Currency } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';

/** What is between us and a customer in one currency, in minor units; none is negative. */
const Balance = z.object({
  currency: CurrencyCode,
  /** What the customer still has to pay, and how much of that is past its due date. */
  open: AmountMinor,
  overdue: AmountMinor,
  /** What we owe the customer: paid too much, or credited after it was paid. */
  credit: AmountMinor,
});
export type Balance = z.output<typeof Balance>;

const NO_COUNTS = { openQuotes: 0, acceptedQuotes: 0, openInvoices: 0, overdueInvoices: 0, creditNotes: 0 } as const;
type CountName = keyof typeof NO_COUNTS;

/** How a customer stands, for screens to listen to. Computed from the documents; see README. */
export const CustomerSummary = z.object({
  /** The customer's. */
  id: Id,
  /** One per currency in which something is open, alphabetically. */
  balances: z.array(Balance),
  counts: z.object({
    /** Waiting for an answer. */
    openQuotes: z.int(),
    /** Agreed, and not yet turned into an invoice or project. */
    acceptedQuotes: z.int(),
    openInvoices: z.int(),
    overdueInvoices: z.int(),
    creditNotes: z.int(),
  }),
  /** The latest few. */
  creditNotes: z.array(z.object({ invoiceId: Id, number: z.string(), issueDate: IsoDate, currency: CurrencyCode, gross: AmountMinor })),
  /** Counts up with each computation. */
  version: z.int(),
  updatedAt: Instant,
});
export type CustomerSummary = z.output<typeof CustomerSummary>;

/** What the documents of one domain say of a customer. */
export interface CustomerFigures {
  readonly balances?: readonly Balance[];
  readonly counts?: Partial<Record<CountName, number>>;
  readonly creditNotes?: CustomerSummary['creditNotes'];
}

/** Computes a domain's figures of one customer from its documents as they are now. */
export type FiguresSource = (reader: Reader, org: Tenant, customerId: string) => Promise<CustomerFigures>;

/** One summary of what all domains say. */
export function summaryOf(id: string, figures: readonly CustomerFigures[], stamp: Pick<CustomerSummary, 'version' | 'updatedAt'>): CustomerSummary {
  return {
    id,
    balances: combined(figures.flatMap(({ balances = [] }) => balances)),
    counts: Object.assign({}, NO_COUNTS, ...figures.map(({ counts }) => counts)) as CustomerSummary['counts'],
    creditNotes: figures.flatMap(({ creditNotes = [] }) => creditNotes),
    ...stamp,
  };
}

function combined(balances: readonly Balance[]): Balance[] {
  const byCurrency = new Map<Currency, Balance>();
  for (const { currency, open, overdue, credit } of balances) {
    const sum = byCurrency.get(currency) ?? { currency, open: minor(0), overdue: minor(0), credit: minor(0) };
    byCurrency.set(currency, { currency, open: minor(sum.open + open), overdue: minor(sum.overdue + overdue), credit: minor(sum.credit + credit) });
  }
  return [...byCurrency.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
