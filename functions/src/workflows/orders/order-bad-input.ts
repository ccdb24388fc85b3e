import { AppError, invalidField } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { formatMoney } from '../../platform/money.ts';
import { serviceOf, type Shop } from '../../domains/catalogue/api.ts';
import { type CartChange, type PlaceInput, type PricedCart, type PricingResult, type QuoteInput } from '../../domains/orders/api.ts';
import { type Shortage } from '../../domains/stock/api.ts';

/** Prices and totals that a client sends decide nothing; that they came is worth knowing. */
export function noteIgnoredPrices({ lines, total }: Pick<QuoteInput, 'lines' | 'total'>): void {
  const count = lines.filter(({ price }) => price !== undefined).length + (total === undefined ? 0 : 1);
  if (count > 0) log.warning('order.client-price-ignored', { count });
}

/**
 * What an order must say beside its cart.
 * @throws AppError `invalid-input` naming the field
 */
export function assertComplete(input: PlaceInput, shop: Shop): void {
  const { service, payment, customer, address, table } = input;
  if (!shop.payments.includes(payment)) throw invalidField('payment', { en: 'This shop does not take that.', nl: 'Zo kun je hier niet betalen.' });
  if (payment === 'door' && service !== 'deliver') throw invalidField('payment', { en: 'Only what is delivered is paid at the door.', nl: 'Alleen wat bezorgd wordt, betaal je aan de deur.' });
  if (payment === 'counter' && service === 'deliver') throw invalidField('payment', { en: 'What is delivered is not paid at the counter.', nl: 'Wat bezorgd wordt, betaal je niet aan de balie.' });
  if (service === 'deliver' && address === null) throw invalidField('address', { en: 'is required for delivery', nl: 'is nodig voor bezorgen' });
  if (service !== 'deliver' && address !== null) throw invalidField('address', { en: 'is only for delivery', nl: 'is alleen voor bezorgen' });
  if (service !== 'eat-in' && table !== null) throw invalidField('table', { en: 'is only for eating in', nl: 'is alleen voor hier eten' });
  if (service !== 'eat-in' && customer.email === null && customer.phone === null) {
    throw invalidField('customer.phone', { en: 'Give a telephone number or an e-mail address.', nl: 'Geef een telefoonnummer of een e-mailadres.' });
  }
}

/** @throws AppError `invalid-input` at `lines` for an order below what this way of ordering asks for */
export function assertMinimum(shop: Shop, service: PlaceInput['service'], { totals, currency }: PricedCart): void {
  const { minimum } = serviceOf(shop, service);
  if (totals.goods >= minimum) return;
  const least = (language: 'nl' | 'en') => formatMoney({ amount: minimum, currency }, language);
  throw invalidField('lines', { en: `The least amount is ${least('en')}.`, nl: `Bestel voor minstens ${least('nl')}.` });
}

/**
 * Refuses to place what is no longer as the shopper saw it, and says which line changed.
 * @throws AppError `version-mismatch` with the changes and the cart as it is now
 */
export function assertAsSeen({ cart, changes }: PricingResult): void {
  // A code that gives nothing is no change while the total is what was agreed to.
  if (!changes.some(({ kind }) => kind !== 'code')) return;
  const lines = changes.flatMap((change) => (change.kind === 'price' || change.kind === 'unavailable' ? [change.line + 1] : []));
  const which = lines.length === 0 ? { en: 'The total', nl: 'Het totaal' } : { en: `Line ${lines.join(', ')}`, nl: `Regel ${lines.join(', ')}` };
  throw new AppError('version-mismatch', `cart changed: ${changes.map(describe).join('; ')}`, {
    say: { en: `${which.en} changed since you looked. Please confirm.`, nl: `${which.nl} is veranderd sinds je keek. Bevestig het opnieuw.` },
    data: { changes, cart },
  });
}

function describe(change: CartChange): string {
  if (change.kind === 'price') return `line ${change.line} ${change.from} -> ${change.to}`;
  if (change.kind === 'unavailable') return `line ${change.line} ${change.reason}`;
  return change.kind === 'code' ? `code ${change.code} ${change.reason}` : `total ${change.from} -> ${change.to}`;
}

/** What the losers of a race for the last piece get. */
export function soldOut(shortages: readonly Shortage[], { lines }: PricedCart): AppError {
  const short = shortages.flatMap(({ lines: asked, enoughFor }) => asked.map((line) => ({ line, name: lines.find((each) => each.line === line)?.name ?? '', enoughFor })));
  const names = [...new Set(short.map(({ name }) => name))].join(', ');
  return new AppError('limit-reached', `sold out: lines ${short.map(({ line }) => line).join(', ')}`, {
    say: { en: `There is not enough left of: ${names}.`, nl: `Er is niet genoeg meer van: ${names}.` },
    data: { reason: 'sold-out', lines: short },
  });
}
