import { type Currency, type Minor } from '../../platform/money.ts';
import { line, type LedgerLine } from './entry.ts';

/** What reached the provider's balance, in the currency of that balance. */
interface Settled {
  readonly currency: Currency;
  readonly amount: Minor;
  readonly fee: Minor;
  readonly net: Minor;
}

/**
 * Money of a customer at a provider: it comes in when `amount` is positive (a payment, a dispute won) and goes out when it
 * is negative (a refund, a dispute). What customers owe moves by the amount, the balance by the net, the fee is a cost.
 */
export function providerMovement(amount: Minor, currency: Currency, settled: Settled): LedgerLine[] {
  return [
    ...line('provider-balance', settled.currency, settled.net),
    ...line('provider-fees', settled.currency, settled.fee),
    ...exchanged(amount, currency, settled),
    ...line('receivable', currency, -amount),
  ];
}

/** Between two currencies the clearing account keeps what one gave and the other took. */
function exchanged(amount: Minor, currency: Currency, settled: Pick<Settled, 'currency' | 'amount'>): LedgerLine[] {
  if (settled.currency === currency) {
    // Equal but for a rounding of the provider's own.
    return line('rounding', currency, amount - settled.amount);
  }
  return [...line('exchange', currency, amount), ...line('exchange', settled.currency, -settled.amount)];
}

/** Balance of the provider that reaches the bank account (or comes back from it, when negative). */
export function payoutMovement(amount: Minor, currency: Currency): LedgerLine[] {
  return [...line('bank', currency, amount), ...line('provider-balance', currency, -amount)];
}

/** Takings that were held for us and now are on the bank account, less what whoever held them keeps. */
export function settledMovement(from: 'card-terminal' | 'provider-balance', amount: Minor, fee: Minor, currency: Currency): LedgerLine[] {
  return [...line('bank', currency, amount), ...line('provider-fees', currency, fee), ...line(from, currency, -(amount + fee))];
}

/** A cost that the provider takes by itself, or gives back when negative. */
export function feeMovement(fee: Minor, currency: Currency): LedgerLine[] {
  return [...line('provider-fees', currency, fee), ...line('provider-balance', currency, -fee)];
}

/** A movement of the balance that we cannot explain. */
export function suspenseMovement({ currency, fee, net }: Settled): LedgerLine[] {
  return [...line('provider-balance', currency, net), ...line('provider-fees', currency, fee), ...line('suspense', currency, -net - fee)];
}

/** An invoice that is issued; negative amounts for a credit note. */
export function documentMovement(totals: { readonly net: Minor; readonly vat: Minor; readonly gross: Minor }, currency: Currency): LedgerLine[] {
  return [
    ...line('receivable', currency, totals.gross),
    ...line('sales', currency, -totals.net),
    ...line('vat', currency, -totals.vat),
  ];
}

/** An order that is sold, or less of it when negative. */
export function orderMovement({ net, vat, tip }: { readonly net: Minor; readonly vat: Minor; readonly tip: Minor }, currency: Currency): LedgerLine[] {
  return [
    ...line('receivable', currency, net + vat + tip),
    ...line('sales', currency, -net),
    ...line('vat', currency, -vat),
    ...line('tips', currency, -tip),
  ];
}

/** What is given up of a claim, or claimed again when negative. */
export function writeOffMovement(amount: Minor, currency: Currency): LedgerLine[] {
  return [...line('written-off', currency, amount), ...line('receivable', currency, -amount)];
}

/**
 * Money of a customer that came in at the counter or on the bank account.
 * @param received what came in where cash is rounded; what the customer owes goes down by `amount` all the same
 */
export function directMovement(account: 'bank' | 'cash' | 'card-terminal', amount: Minor, currency: Currency, received: Minor = amount): LedgerLine[] {
  return [...line(account, currency, received), ...line('rounding', currency, amount - received), ...line('receivable', currency, -amount)];
}

/** Money of a customer that the bank has changed: what they owe goes down in one currency, the account goes up in another. */
export function changedMovement(account: 'bank', amount: Minor, currency: Currency, settled: Pick<Settled, 'currency' | 'amount'>): LedgerLine[] {
  return [...line(account, settled.currency, settled.amount), ...exchanged(amount, currency, settled), ...line('receivable', currency, -amount)];
}

/** Cash that comes into the drawer of the till, or leaves it when negative, other than from a customer. */
export function drawerMovement(other: 'bank' | 'petty-expenses' | 'till-difference' | 'suspense', amount: Minor, currency: Currency): LedgerLine[] {
  return [...line('cash', currency, amount), ...line(other, currency, -amount)];
}
