import { type FieldIssue } from '../../platform/errors.ts';
import { minor, sumMinor, type Minor } from '../../platform/money.ts';
import { isWithinAny, leastChoices, MOST_OF_ONE, optionStockKey, type CatalogueExtract, type LocalTime, type Option, type OptionGroup, type Product, type ServiceForm } from '../catalogue/api.ts';
import { type CartLine, type ChosenOption } from './cart.ts';

/** An option as chosen. */
export interface ResolvedOption {
  readonly option: Option;
  readonly group: OptionGroup;
  readonly quantity: number;
}

/** A product with its options: a line of its own, or what was chosen for a part of a bundle. */
export interface ResolvedItem {
  readonly product: Product;
  readonly options: readonly ResolvedOption[];
}

/** A line of a cart with all that it refers to. */
export interface ResolvedLine extends ResolvedItem {
  /** Its place in the cart. */
  readonly line: number;
  readonly quantity: number;
  readonly note: string;
  /** One, with options and surcharges. */
  readonly unitPrice: Minor;
  /** Of a bundle: its parts with what was chosen, and what that costs more. */
  readonly parts: readonly (ResolvedItem & { readonly partId: string; readonly name: string; readonly extra: Minor })[];
}

/** Why a line cannot be ordered now although nothing about it is wrong. */
export type Unavailability = 'gone' | 'not-now' | 'not-for-service' | 'sold-out' | 'off-menu';

export interface Where {
  readonly shopId: string;
  readonly service: ServiceForm;
  /** When it is wanted, by the shop's clock. */
  readonly at: LocalTime;
  /** Products and options that the staff took off. */
  readonly offMenu: ReadonlySet<string>;
  readonly soldOut: ReadonlySet<string>;
}

export type Resolution =
  | { readonly kind: 'line'; readonly line: ResolvedLine }
  | { readonly kind: 'unavailable'; readonly line: number; readonly productId: string; readonly reason: Unavailability }
  | { readonly kind: 'wrong'; readonly issues: readonly FieldIssue[] };

/** Looks a line of a cart up in the catalogue and checks what was chosen. */
export function resolveLine(cart: CartLine, line: number, catalogue: CatalogueExtract, where: Where): Resolution {
  const issues: FieldIssue[] = [];
  const product = catalogue.products.get(cart.productId);
  const reason = unavailability(product, catalogue, where);
  if (product === undefined || reason !== undefined) return { kind: 'unavailable', line, productId: cart.productId, reason: reason ?? 'gone' };
  const path = `lines.${line}`;
  if (cart.quantity > (product.maxQuantity ?? MOST_OF_ONE)) issues.push(issue(`${path}.quantity`, `must be at most ${product.maxQuantity}`));
  const options = chosenOptions(product, cart.options, `${path}.options`, issues);
  const parts = chosenParts(product, cart, catalogue, path, issues);
  if (issues.length > 0) return { kind: 'wrong', issues };
  const items = [{ product, options }, ...parts];
  const missing = missingIn(items, parts, catalogue, where);
  if (missing !== undefined) return { kind: 'unavailable', line, productId: product.id, reason: missing };
  const unitPrice = sumMinor([product.price, ...options.map(priceOf), ...parts.map(({ extra }) => extra)]);
  return { kind: 'line', line: { line, product, quantity: cart.quantity, note: cart.note, options, parts, unitPrice } };
}

/** What a chosen option adds to one. */
export function priceOf({ option, quantity }: ResolvedOption): Minor {
  return minor(option.price * quantity);
}

function unavailability(product: Product | undefined, { categories }: CatalogueExtract, where: Where): Unavailability | undefined {
  const category = product === undefined ? undefined : categories.get(product.categoryId);
  if (product === undefined || !product.published || category?.published !== true) return 'gone';
  if (!product.services.includes(where.service)) return 'not-for-service';
  const isNow = isWithinAny(product.windows, where.at, where.shopId) && isWithinAny(category.windows, where.at, where.shopId);
  return isNow ? undefined : 'not-now';
}

function missingIn(items: readonly ResolvedItem[], parts: readonly ResolvedItem[], catalogue: CatalogueExtract, where: Where): Unavailability | undefined {
  const refs = items.flatMap(({ product, options }) => [product.id, ...options.map(({ option }) => optionStockKey(product.id, option.id))]);
  if (refs.some((ref) => where.offMenu.has(ref))) return 'off-menu';
  if (refs.some((ref) => where.soldOut.has(ref))) return 'sold-out';
  // A part need not be on the menu by itself, but it has to be there at this hour.
  return parts.some(({ product }) => !isWithinAny(product.windows, where.at, where.shopId)) ? 'not-now' : undefined;
}

function chosenOptions(product: Product, chosen: readonly ChosenOption[], path: string, issues: FieldIssue[]): ResolvedOption[] {
  const resolved: ResolvedOption[] = [];
  chosen.forEach(({ optionId, quantity }, index) => {
    const group = product.optionGroups.find(({ options }) => options.some(({ id }) => id === optionId));
    const option = group?.options.find(({ id }) => id === optionId);
    if (group === undefined || option === undefined) issues.push(issue(`${path}.${index}.optionId`, `does not belong to ${product.name}`));
    else if (quantity > option.max) issues.push(issue(`${path}.${index}.quantity`, `must be at most ${option.max}`));
    else resolved.push({ option, group, quantity });
  });
  for (const group of product.optionGroups) {
    const count = resolved.reduce((all, each) => (each.group === group ? all + each.quantity : all), 0);
    const least = count === 0 ? leastChoices(group) : group.min;
    if ((count > 0 || group.required) && count < least) issues.push(issue(path, `needs at least ${least} of ${group.name}`));
    if (count > group.max) issues.push(issue(path, `takes at most ${group.max} of ${group.name}`));
  }
  return resolved;
}

function chosenParts({ bundle }: Product, cart: CartLine, { products }: CatalogueExtract, path: string, issues: FieldIssue[]): ResolvedLine['parts'] {
  cart.parts.forEach(({ partId }, index) => {
    const isRepeated = cart.parts.findIndex((other) => other.partId === partId) !== index;
    if (isRepeated || !bundle.some(({ id }) => id === partId)) issues.push(issue(`${path}.parts.${index}.partId`, 'does not belong to this product'));
  });
  return bundle.flatMap((part) => {
    const index = cart.parts.findIndex(({ partId }) => partId === part.id);
    const wish = cart.parts[index];
    const choice = part.choices.find(({ productId }) => productId === wish?.productId);
    const product = choice === undefined ? undefined : products.get(choice.productId);
    if (wish === undefined || choice === undefined || product === undefined) {
      issues.push(issue(wish === undefined ? `${path}.parts` : `${path}.parts.${index}.productId`, `needs a choice for ${part.name}`));
      return [];
    }
    const options = chosenOptions(product, wish.options, `${path}.parts.${index}.options`, issues);
    return [{ partId: part.id, name: part.name, product, options, extra: sumMinor([choice.surcharge, ...options.map(priceOf)]) }];
  });
}

function issue(path: string, message: string): FieldIssue {
  return { path, code: 'custom', message };
}
