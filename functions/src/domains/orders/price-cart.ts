import { businessDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { minor, subtractMinor, sumMinor, ZERO, type Minor } from '../../platform/money.ts';
import { type Organisation } from '../accounts/api.ts';
import { localTime, optionStockKey, serviceOf, type CatalogueExtract, type Product, type Shop } from '../catalogue/api.ts';
import { bestCombination, type Combination, type KnownCodes, type PromotionCustomer, REFUSALS } from '../promotions/api.ts';
import { ONE_PIECE, type Demand } from '../stock/api.ts';
import { type CartLine, type QuoteInput } from './cart.ts';
import { computeCart, sharesOf, type VatCase } from './cart-vat.ts';
import { type CartChange, type Fee, type PricedCart, type PricedCartLine } from './priced-cart.ts';
import { priceOf, resolveLine, type ResolvedItem, type ResolvedLine, type ResolvedOption, type Where } from './resolve-line.ts';

/** All that the price of a cart depends on. */
export interface Pricing {
  readonly organisation: Pick<Organisation, 'address' | 'vatNumber' | 'vatScheme' | 'currency' | 'timeZone'>;
  readonly shop: Shop;
  readonly catalogue: CatalogueExtract;
  readonly cart: Pick<QuoteInput, 'shopId' | 'service' | 'lines' | 'tip' | 'seenTotal'>;
  readonly codes: KnownCodes;
  /** `null` while nothing is known by which a customer is told from another. */
  readonly customer: PromotionCustomer | null;
  /** Products and options of which there is not even one. */
  readonly soldOut: ReadonlySet<string>;
  readonly now: Date;
  /** The moment it is for: the slot, or now. */
  readonly wantedAt: Date;
}

export interface PricingResult {
  readonly cart: PricedCart;
  /** Empty when all is as the shopper saw it. */
  readonly changes: readonly CartChange[];
  readonly applied: Combination['applied'];
  /** What the lines take from stock. */
  readonly demand: readonly Demand[];
  /** The longest extra time in the kitchen, in minutes. */
  readonly prepMinutes: number;
}

/**
 * Prices a cart: lines with options and bundles, what the service form costs, codes, VAT, totals. Nothing that the
 * client says of prices counts; it only tells what changed.
 * @throws AppError `invalid-input` with the path of every line, option or part that is wrong
 */
export function priceCart(pricing: Pricing): PricingResult {
  const { organisation, shop, cart, now, wantedAt } = pricing;
  const { timeZone, currency } = organisation;
  const { lines, unavailable } = resolveAll(pricing, localTime(wantedAt, timeZone));
  const goods = sumMinor(lines.map(grossOf));
  const fee = feeFor(shop, cart.service, goods);
  const combination = bestCombination(pricing.codes.promotions, { shopId: shop.id, service: cart.service, at: localTime(now, timeZone), lines: lines.map(promotionLine), fee }, pricing.customer);
  const vatCase: VatCase = { seller: organisation, service: cart.service, date: businessDate(wantedAt, timeZone) };
  const priced = lines.map((line, index) => pricedLine(line, combination.taken.lines[index] ?? ZERO, vatCase));
  const fees = fee === 0 || lines.length === 0 ? [] : [feeOf(cart.service === 'deliver' ? 'delivery' : 'service', fee, combination.taken.fee)];
  const promotions = combination.applied.map(({ code, name, discount }) => ({ code, name, discount }));
  const result = { currency, lines: priced, fees, promotions, ...computeCart(priced, fees, cart.tip, currency) };
  return {
    cart: result,
    changes: [...unavailable, ...priceChanges(cart.lines, priced), ...codeChanges(combination), ...totalChange(cart.seenTotal, result.totals.toPay)],
    applied: combination.applied,
    demand: lines.flatMap(demandOf),
    prepMinutes: Math.max(0, ...lines.flatMap(({ product, parts }) => [product, ...parts.map((part) => part.product)].map(({ prepMinutes }) => prepMinutes ?? 0))),
  };
}

function resolveAll({ shop, cart, catalogue, soldOut }: Pricing, at: Where['at']): { lines: ResolvedLine[]; unavailable: CartChange[] } {
  const where: Where = { shopId: shop.id, service: cart.service, at, offMenu: new Set(shop.offMenu), soldOut };
  const resolved = cart.lines.map((line, index) => resolveLine(line, index, catalogue, where));
  const issues = resolved.flatMap((each) => (each.kind === 'wrong' ? each.issues : []));
  if (issues.length > 0) {
    const paths = issues.map(({ path }) => path).join(', ');
    throw new AppError('invalid-input', issues.map(({ path, message }) => `${path} ${message}`).join('; '), {
      issues,
      say: { en: `Please check: ${paths}.`, nl: `Controleer: ${paths}.` },
    });
  }
  return {
    lines: resolved.flatMap((each) => (each.kind === 'line' ? [each.line] : [])),
    unavailable: resolved.flatMap((each) => (each.kind === 'unavailable' ? [{ kind: each.kind, line: each.line, productId: each.productId, reason: each.reason }] : [])),
  };
}

function grossOf({ unitPrice, quantity }: ResolvedLine): Minor {
  return minor(unitPrice * quantity);
}

/** @throws AppError never: minimums are checked by whoever places the order */
function feeFor(shop: Shop, service: QuoteInput['service'], goods: Minor): Minor {
  const { fee, freeFrom } = serviceOf(shop, service);
  return freeFrom !== null && goods >= freeFrom ? ZERO : fee;
}

function feeOf(kind: Fee['kind'], gross: Minor, discount: Minor): Fee {
  return { kind, gross, discount, total: subtractMinor(gross, discount) };
}

function promotionLine(line: ResolvedLine) {
  const { product, quantity, unitPrice } = line;
  return { productId: product.id, categoryId: product.categoryId, quantity, unitPrice, amount: grossOf(line) };
}

function pricedLine(line: ResolvedLine, discount: Minor, vatCase: VatCase): PricedCartLine {
  const { product, quantity, unitPrice, note, parts } = line;
  const gross = grossOf(line);
  return {
    line: line.line,
    productId: product.id,
    categoryId: product.categoryId,
    name: product.name,
    quantity,
    unitPrice,
    options: line.options.map(pricedOption),
    parts: parts.map((part) => ({ partId: part.partId, partName: part.name, productId: part.product.id, name: part.product.name, options: part.options.map(pricedOption) })),
    note,
    gross,
    discount,
    total: subtractMinor(gross, discount),
    shares: sharesOf(line, vatCase),
  };
}

function pricedOption(chosen: ResolvedOption) {
  const { option, group, quantity } = chosen;
  return { optionId: option.id, groupName: group.name, name: option.name, quantity, price: priceOf(chosen) };
}

function priceChanges(asked: readonly CartLine[], priced: readonly PricedCartLine[]): CartChange[] {
  return priced.flatMap(({ line, productId, name, unitPrice }) => {
    const from = asked[line]?.seenPrice ?? null;
    return from === null || from === unitPrice ? [] : [{ kind: 'price' as const, line, productId, name, from, to: unitPrice }];
  });
}

function codeChanges({ refused }: Combination): CartChange[] {
  return refused.map(({ code, reason }) => ({ kind: 'code' as const, code, reason, say: REFUSALS[reason] }));
}

function totalChange(from: Minor | null, to: Minor): CartChange[] {
  return from === null || from === to ? [] : [{ kind: 'total', from, to }];
}

function demandOf({ line, quantity, product, options, parts }: ResolvedLine): Demand[] {
  return [{ product, options }, ...parts].flatMap((item) => demandOfItem(item).map((demand) => ({ ...demand, line, count: quantity })));
}

function demandOfItem({ product, options }: ResolvedItem): Pick<Demand, 'key' | 'each' | 'times'>[] {
  return [
    ...takenBy(product, product.id, 1),
    ...options.flatMap(({ option, quantity }) => takenBy(option, optionStockKey(product.id, option.id), quantity)),
  ];
}

function takenBy({ trackStock, recipe }: Pick<Product, 'trackStock' | 'recipe'>, ownKey: string, times: number): Pick<Demand, 'key' | 'each' | 'times'>[] {
  const own = trackStock ? [{ key: ownKey, each: ONE_PIECE, times }] : [];
  return [...own, ...recipe.map(({ key, quantity, unit }) => ({ key, each: { quantity, unit }, times }))];
}
