import { invalidField } from '../../platform/errors.ts';
import { allocate, minor, subtractMinor, sumMinor, ZERO } from '../../platform/money.ts';
import { computeCart } from './cart-vat.ts';
import { type Order } from './order.ts';
import { type PricedCart, type PricedCartLine } from './priced-cart.ts';

/**
 * An order with so many less of some of its lines. A line keeps its share of the discount for what stays; fees and tip
 * stay as they were.
 * @param less by line, how many go
 * @throws AppError `invalid-input` for lines that there are not, for more than there are, and when nothing would stay
 */
export function lessLines(order: Order, less: ReadonlyMap<number, number>, path = 'lines'): PricedCart {
  [...less].forEach(([line, count], index) => {
    const quantity = order.lines.find((each) => each.line === line)?.quantity ?? 0;
    if (quantity === 0) throw invalidField(`${path}.${index}.line`, { en: 'This order has no such line.', nl: 'Deze bestelling heeft deze regel niet.' });
    if (count > quantity) throw invalidField(`${path}.${index}.quantity`, { en: `must be at most ${quantity}`, nl: `mag hoogstens ${quantity} zijn` });
  });
  const lines = order.lines.map((line) => lessOf(line, less.get(line.line) ?? 0)).filter(({ quantity }) => quantity > 0);
  if (lines.length === 0) throw invalidField(path, { en: 'Nothing would be left; cancel the whole order.', nl: 'Er blijft niets over; annuleer de hele bestelling.' });
  const { currency, fees, promotions, totals } = order;
  const dropped = subtractMinor(sumMinor(order.lines.map(({ discount }) => discount)), sumMinor(lines.map(({ discount }) => discount)));
  return { currency, fees, lines, promotions: lessDiscount(promotions, dropped), ...computeCart(lines, fees, totals.tip, currency) };
}

function lessOf(line: PricedCartLine, count: number): PricedCartLine {
  if (count === 0) return line;
  const quantity = line.quantity - count;
  const gross = minor(line.unitPrice * quantity);
  const [discount = ZERO] = line.discount === 0 ? [ZERO] : allocate(line.discount, [quantity, count]);
  return { ...line, quantity, gross, discount, total: subtractMinor(gross, discount) };
}

/** What each code gives less, in proportion to what it gave. */
function lessDiscount(promotions: PricedCart['promotions'], dropped: PricedCart['totals']['discount']): PricedCart['promotions'] {
  if (dropped === 0) return promotions;
  const parts = allocate(dropped, promotions.map(({ discount }) => discount));
  return promotions.map((promotion, index) => ({ ...promotion, discount: subtractMinor(promotion.discount, parts[index] ?? ZERO) }));
}
