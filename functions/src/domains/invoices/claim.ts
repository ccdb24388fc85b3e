import { addDays, type IsoDate } from '../../platform/business-date.ts';
import { sumMinor, ZERO, type Minor } from '../../platform/money.ts';
import { collectionCost, lastDayWithoutCost } from './collection-cost.ts';
import { type IssuedInvoice } from './frozen.ts';
import { openBalances } from './received.ts';
import { type ClaimedCosts } from './reminder-steps.ts';
import { statutoryInterest, type StatutoryInterest } from './statutory-interest.ts';

/** VAT that a seller who cannot deduct it may add to the collection cost, in basis points. */
const COST_VAT_BP = 2100;

/** The interest that the law gives on what was open, day by day, up to and including `on`. Only for invoices in euro. */
export function interestOn(invoice: IssuedInvoice, on: IsoDate): StatutoryInterest {
  const kind = invoice.buyer.kind === 'private' ? 'consumer' : 'commercial';
  return statutoryInterest(kind, invoice.dueDate, openBalances(invoice), on);
}

/** What the law lets the seller ask for collecting what is open, in euro cents. */
export function collectionOf(invoice: IssuedInvoice): Minor {
  return collectionCost(invoice.amounts.due, invoice.seller.vatScheme === 'kor' ? COST_VAT_BP : 0);
}

/**
 * What a reminder may claim on a day. Collection cost is owed by a business as soon as it is late, by a consumer only
 * when fourteen days after a letter that named the cost have passed in vain.
 * @returns `null` for an invoice that is not in euro, to which the Dutch scale does not apply
 */
export function claimOn(invoice: IssuedInvoice, on: IsoDate): ClaimedCosts | null {
  if (invoice.currency !== 'EUR' || invoice.amounts.due <= 0 || on <= invoice.dueDate) return null;
  const { interest } = interestOn(invoice, on);
  return { interest, collection: collectionOf(invoice), collectionAfter: warnedUntil(invoice, on) };
}

/** Until when a consumer can pay without collection cost; `null` when the cost is owed. */
function warnedUntil({ buyer, reminders }: IssuedInvoice, on: IsoDate): IsoDate | null {
  if (buyer.kind !== 'private') return null;
  const letters = reminders.sent.flatMap(({ level, costs }) => (level === 'final' && costs !== null ? [costs.collectionAfter] : []));
  const [first] = letters.filter((day) => day !== null);
  if (first !== undefined) return first < on ? null : first;
  // One day more than the law asks, for a mail that arrives in the night.
  return lastDayWithoutCost(addDays(on, 1));
}

/** What the letter comes to in all, once everything in it is owed. */
export function claimTotal(due: Minor, costs: ClaimedCosts | null): Minor {
  const { interest = ZERO, collection = ZERO, collectionAfter = null } = costs ?? {};
  return sumMinor([due, interest, collectionAfter === null ? collection : ZERO]);
}
