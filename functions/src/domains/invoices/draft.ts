import { businessDate, type IsoDate } from '../../platform/business-date.ts';
import { type Clock } from '../../platform/clock.ts';
import { ZERO, type Currency } from '../../platform/money.ts';
import { type Language } from '../../platform/text.ts';
import { type Stamped } from '../../platform/tx.ts';
import { type Organisation } from '../accounts/api.ts';
import { partyOf, type Customer } from '../customers/api.ts';
import { priceLines, type DraftDiscount, type PricedDocument, type PriceMode, type StoredLine } from '../vat/api.ts';
import { type DeductedDeposit, type Invoice } from './invoice.ts';
import { amountsOf } from './status.ts';

/** What a draft is made from; what is left out comes from the customer and the organisation. */
export interface DraftContent {
  readonly lines: readonly StoredLine[];
  readonly discount?: DraftDiscount | null | undefined;
  readonly language?: Language | undefined;
  readonly currency?: Currency | undefined;
  readonly priceMode?: PriceMode | undefined;
  readonly supplyDate?: IsoDate | null | undefined;
  readonly period?: Invoice['period'] | undefined;
  readonly paymentDays?: number | undefined;
  readonly reference?: string | null | undefined;
  readonly orderReference?: string | null | undefined;
  readonly notes?: string | null | undefined;
  readonly purpose?: 'standard' | 'deposit' | undefined;
  readonly quoteId?: string | null | undefined;
  readonly projectId?: string | null | undefined;
  readonly recurringId?: string | null | undefined;
  readonly deposits?: readonly DeductedDeposit[] | undefined;
}

/** Whom a draft is for, and who sends it. */
export interface Between {
  readonly organisation: Organisation;
  readonly customer: Customer;
  readonly clock: Clock;
}

/**
 * A new draft invoice, priced as it would be if it were finalised today.
 * @throws AppError `invalid-input`
 */
export function newDraft(id: string, { organisation, customer, clock }: Between, content: DraftContent): Omit<Invoice, keyof Stamped> {
  const { quoteId = null, projectId = null, recurringId = null } = content;
  const terms = {
    language: content.language ?? customer.language,
    currency: content.currency ?? organisation.currency,
    priceMode: content.priceMode ?? 'exclusive',
    discount: content.discount ?? null,
    supplyDate: content.supplyDate ?? null,
    period: content.period ?? null,
    paymentDays: content.paymentDays ?? customer.paymentDays ?? organisation.terms.paymentDays,
    reference: content.reference ?? customer.eInvoice?.buyerReference ?? null,
    orderReference: content.orderReference ?? null,
    notes: content.notes ?? null,
  };
  const deposits = [...(content.deposits ?? [])];
  const purpose = deposits.length > 0 ? 'final' : (content.purpose ?? 'standard');
  const priced = priceDraft({ organisation, customer, clock }, { ...terms, deposits, lines: content.lines });
  return {
    id,
    kind: 'invoice',
    purpose,
    status: 'draft',
    number: null,
    customerId: customer.id,
    quoteId,
    projectId,
    recurringId,
    seller: null,
    buyer: partyOf(customer),
    ...terms,
    ...priced,
    deposits,
    ...UNISSUED,
    amounts: amountsOf(priced.totals.gross, { paid: ZERO, credited: ZERO, writtenOff: ZERO }),
  };
}

/** What only issuing an invoice fills in. */
export const UNISSUED = {
  deductedBy: null,
  correction: null,
  creditProgress: null,
  exchangeRate: null,
  inEuro: null,
  exchangeDifference: null,
  issueDate: null,
  dueDate: null,
  overdueAt: null,
  received: [],
  reminders: { sent: [], nextAt: null, stopped: false },
  dispute: null,
  writeOff: null,
  pdf: null,
  eInvoice: null,
  sentAt: null,
} satisfies Partial<Invoice>;

type Priceable = Pick<Invoice, 'priceMode' | 'currency' | 'discount' | 'supplyDate' | 'deposits'> & { readonly lines: readonly StoredLine[] };

/** Prices lines by the law of their day of supply; today's when that is not known yet. */
export function priceDraft({ organisation, customer, clock }: Between, draft: Priceable): PricedDocument {
  const { priceMode, currency, discount, deposits, lines } = draft;
  return priceLines({
    seller: { country: organisation.address.country, vatNumber: organisation.vatNumber, vatScheme: organisation.vatScheme },
    customer: {
      kind: customer.kind,
      country: customer.address?.country ?? organisation.address.country,
      vatNumber: customer.vatNumber,
    },
    supplyDate: draft.supplyDate ?? businessDate(clock.now(), organisation.timeZone),
    priceMode,
    currency,
    discount,
    deposits,
    lines,
  });
}
