import { AppError } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { type AppliedCode } from './best-combination.ts';
import { type Promotion } from './promotion.ts';
import { counterId, counterRef, promotionRef, redemptionRef } from './repo.ts';

/** The codes of a cart and what counts for their customer, as they stand now. */
export interface KnownCodes {
  readonly promotions: ReadonlyMap<string, Promotion | undefined>;
  /** By code, how often the customer used it. */
  readonly uses: ReadonlyMap<string, number>;
  /** Whether any of them is for a first order only. */
  readonly asksFirstOrder: boolean;
}

/**
 * Reads codes, and for those that are limited per customer how often this customer used them.
 * @param keys how the customer is known; none for a cart whose customer is not known yet
 */
export async function codesFor(reader: Reader, org: Tenant, codes: readonly string[], keys: readonly string[]): Promise<KnownCodes> {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return { promotions: new Map(), uses: new Map(), asksFirstOrder: false };
  const found = await reader.getAll(wanted.map((code) => promotionRef(org, code)));
  const promotions = new Map(wanted.map((code, index) => [code, found[index]]));
  const personal = found.filter((promotion) => promotion !== undefined && isPersonal(promotion)) as Promotion[];
  const places = personal.flatMap(({ id }) => keys.map((key) => ({ code: id, id: counterId(id, key) })));
  const counted = await reader.getAll(places.map(({ id }) => counterRef(org, id)));
  const uses = new Map<string, number>();
  places.forEach(({ code }, index) => uses.set(code, Math.max(uses.get(code) ?? 0, counted[index]?.uses ?? 0)));
  return { promotions, uses, asksFirstOrder: personal.some(({ firstOrderOnly }) => firstOrderOnly) };
}

function isPersonal({ customerLimit, firstOrderOnly }: Promotion): boolean {
  return customerLimit !== null || firstOrderOnly;
}

interface Redeeming {
  readonly tx: Tx;
  readonly org: Tenant;
}

/** Counts the codes that an order uses. They were read and judged in this same transaction, by `codesFor`. */
export async function redeem({ tx, org }: Redeeming, orderId: string, applied: readonly AppliedCode[], keys: readonly string[]): Promise<void> {
  for (const { code, discount } of applied) {
    const promotion = await tx.require(promotionRef(org, code));
    if (promotion.totalLimit !== null && promotion.uses >= promotion.totalLimit) throw new AppError('internal', `code ${code} was not judged in this transaction`);
    tx.update(promotionRef(org, code), { uses: promotion.uses + 1 });
    const counters = isPersonal(promotion) ? keys.map((key) => counterId(code, key)) : [];
    for (const id of counters) {
      const counter = await tx.get(counterRef(org, id));
      tx.set(counterRef(org, id), { id, promotionId: code, uses: (counter?.uses ?? 0) + 1 });
    }
    const ref = redemptionRef(org, orderId, code);
    tx.create(ref, { id: ref.id, promotionId: code, orderId, discount, counters, state: 'counted' });
  }
}

/** Gives the codes of an order back; a second time gives nothing. */
export async function giveBack({ tx, org }: Redeeming, orderId: string, codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    const redemption = await tx.get(redemptionRef(org, orderId, code));
    if (redemption?.state !== 'counted') continue;
    const promotion = await tx.get(promotionRef(org, code));
    if (promotion !== undefined) tx.update(promotionRef(org, code), { uses: Math.max(promotion.uses - 1, 0) });
    for (const id of redemption.counters) {
      const counter = await tx.get(counterRef(org, id));
      if (counter !== undefined) tx.set(counterRef(org, id), { ...counter, uses: Math.max(counter.uses - 1, 0) });
    }
    tx.update(redemptionRef(org, orderId, code), { state: 'given-back' });
  }
}
