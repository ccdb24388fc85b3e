import { type IsoDate } from '../../platform/business-date.ts';
import { allocate, minor, ZERO, type Currency, type Minor } from '../../platform/money.ts';
import { type Organisation } from '../accounts/api.ts';
import { type Product, type ServiceForm } from '../catalogue/api.ts';
import { chooseTreatment, computeTotals, groupId, type VatKey } from '../vat/api.ts';
import { type Fee, type PricedCart, type PricedCartLine, type VatShare } from './priced-cart.ts';
import { type ResolvedItem, type ResolvedLine } from './resolve-line.ts';

/** What decides how goods are taxed. */
export interface VatCase {
  readonly seller: Pick<Organisation, 'address' | 'vatNumber' | 'vatScheme'>;
  readonly service: ServiceForm;
  /** The day of supply chooses the rate. */
  readonly date: IsoDate;
}

/**
 * The price of one piece of a line, by how it is taxed. The one price of a bundle is divided over its parts by what
 * each costs alone; surcharges and options stay with their part.
 */
export function sharesOf(line: ResolvedLine, vatCase: VatCase): VatShare[] {
  if (line.parts.length === 0) return [{ ...vatKeyOf(line, vatCase), unit: line.unitPrice }];
  const alone = line.parts.map(({ product }) => product.price);
  const weights = alone.some((price) => price > 0) ? alone : alone.map(() => 1);
  const divided = allocate(line.product.price, weights);
  return merged(line.parts.map((part, index) => ({ ...vatKeyOf(part, vatCase), unit: minor((divided[index] ?? ZERO) + part.extra) })));
}

function vatKeyOf({ product }: ResolvedItem, vatCase: VatCase): VatKey {
  const { category, rateBp } = treatmentOf(product.vat, vatCase);
  return { category, rateBp };
}

function treatmentOf(vat: Product['vat'], { seller, service, date }: VatCase) {
  const { country } = seller.address;
  const parties = {
    seller: { country, vatNumber: seller.vatNumber, scheme: seller.vatScheme === 'kor' ? 'small-business' : 'regular' },
    customer: { kind: 'private', country, vatNumber: null, vatNumberValid: false },
  } as const;
  const isMeal = service === 'eat-in';
  const rateKind = isMeal ? vat.eatIn : vat.takeAway;
  return chooseTreatment(parties, { supply: isMeal ? 'service' : 'goods', rateKind, place: country }, date);
}

function merged(shares: readonly VatShare[]): VatShare[] {
  const byKey = new Map<string, VatShare>();
  for (const share of shares) {
    const same = byKey.get(groupId(share));
    byKey.set(groupId(share), same === undefined ? share : { ...share, unit: minor(same.unit + share.unit) });
  }
  return [...byKey.values()];
}

/**
 * VAT and totals of lines and fees whose discounts are known. What a fee is taxed at follows the goods it goes with,
 * in proportion: carriage shares the fate of what is carried.
 */
export function computeCart(lines: readonly PricedCartLine[], fees: readonly Fee[], tip: Minor, currency: Currency): Pick<PricedCart, 'vat' | 'totals'> {
  const pieces = lines.flatMap(piecesOf);
  const charges = fees.flatMap(({ total }) => spreadFee(total, pieces));
  const computed = computeTotals({
    priceMode: 'inclusive',
    currency,
    lines: pieces.map(({ key, gross, discount }) => ({ quantity: '1', unitPriceMinor: gross, discount: { amountMinor: discount }, treatment: key })),
    charges,
  });
  const { net, vat, gross } = computed.totals;
  const sum = (amounts: readonly Minor[]) => minor(amounts.reduce((all, amount) => all + BigInt(amount), 0n));
  return {
    vat: computed.groups.map(({ category, rateBp, base, vat: tax, gross: whole }) => ({ category, rateBp, base, vat: tax, gross: whole })),
    totals: {
      goods: sum(lines.map((line) => line.gross)),
      discount: sum([...lines, ...fees].map(({ discount }) => discount)),
      fees: sum(fees.map((fee) => fee.gross)),
      net,
      vat,
      gross,
      tip,
      toPay: minor(gross + tip),
    },
  };
}

interface Piece {
  readonly key: VatKey;
  readonly gross: Minor;
  readonly discount: Minor;
}

function piecesOf({ shares, quantity, discount }: PricedCartLine): Piece[] {
  const gross = shares.map(({ unit }) => minor(unit * quantity));
  const taken = discount === 0 ? gross.map(() => ZERO) : allocate(discount, gross);
  return shares.map(({ category, rateBp }, index) => ({ key: { category, rateBp }, gross: gross[index] ?? ZERO, discount: taken[index] ?? ZERO }));
}

function spreadFee(fee: Minor, pieces: readonly Piece[]): { amountMinor: Minor; treatment: VatKey }[] {
  if (fee === 0) return [];
  const keys = [...new Map(pieces.map(({ key }) => [groupId(key), key])).values()];
  const weigh = (amount: (piece: Piece) => number) => keys.map((key) => pieces.reduce((all, piece) => (groupId(piece.key) === groupId(key) ? all + amount(piece) : all), 0));
  // Goods that cost nothing after a discount still are what is carried.
  const weights = [weigh(({ gross, discount }) => gross - discount), weigh(({ gross }) => gross), weigh(() => 1)].find((each) => each.some((weight) => weight > 0)) ?? [];
  return allocate(fee, weights).map((amountMinor, index) => ({ amountMinor, treatment: keys[index] ?? { category: 'S', rateBp: 0 } }));
}
