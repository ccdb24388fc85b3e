import { invalidField } from '../../platform/errors.ts';
import { applyFlips, type Stocking } from './change-levels.ts';
import { flipsOf, type Flip, type LevelFacts, type StockLevel } from './level.ts';
import { type RecipeLine } from './recipe.ts';
import { anyLevel, availabilityRef, levelRef } from './repo.ts';
import { checkMeasure } from './reserve.ts';
import { ONE_PIECE } from './unit.ts';

/** A product or option, and what one of it takes; how the catalogue tells stock what depends on what. */
export interface Consumer {
  /** A product's id, or `<product>_<option>`. */
  readonly ref: string;
  readonly kind: 'product' | 'option';
  readonly name: string;
  readonly trackStock: boolean;
  readonly recipe: readonly RecipeLine[];
  /** Where the recipe stands in the caller's input. */
  readonly path: string;
}

/** Makes a shop known to stock. */
export function openStock({ tx, org, clock }: Stocking, shopId: string): void {
  tx.set(availabilityRef(org, shopId), { id: shopId, soldOut: {}, updatedAt: clock.now() });
}

/**
 * Notes in every level what takes from it, and adds the levels of what is newly counted, empty.
 * @param before what took from stock until now
 * @throws AppError `invalid-input` when a recipe names what no shop keeps, or measures it in the wrong unit
 */
export async function linkConsumers(stocking: Stocking, shopIds: readonly string[], before: readonly Consumer[], after: readonly Consumer[]): Promise<void> {
  const { tx, org } = stocking;
  const keys = [...new Set([...before, ...after].flatMap(keysOf))];
  for (const consumer of after) await assertKnown(stocking, consumer);
  for (const shopId of shopIds) {
    const levels = await tx.getAll(keys.map((key) => levelRef(org, shopId, key)));
    const flips: Flip[] = [];
    keys.forEach((key, index) => {
      const level = levels[index];
      const own = after.find(({ ref, trackStock }) => ref === key && trackStock);
      // What was counted already and this shop does not keep, it goes on not keeping: it was opened later.
      const isNew = !before.some(({ ref, trackStock }) => ref === key && trackStock);
      if (level === undefined && own !== undefined && isNew) flips.push(...addOwn(stocking, shopId, own));
      else if (level !== undefined) flips.push(...relink(stocking, level, before, after));
    });
    await applyFlips(stocking, shopId, flips);
  }
}

function keysOf({ ref, trackStock, recipe }: Consumer): string[] {
  return [...(trackStock ? [ref] : []), ...recipe.map(({ key }) => key)];
}

async function assertKnown({ tx, org }: Stocking, { recipe, path }: Consumer): Promise<void> {
  for (const [index, { key }] of recipe.entries()) {
    if ((await anyLevel(tx, org, key)) !== undefined) continue;
    throw invalidField(`${path}.${index}.key`, { en: 'There is no such item in stock.', nl: 'Dit artikel staat niet in de voorraad.' });
  }
}

function addOwn({ tx, org }: Stocking, shopId: string, { ref, kind, name }: Consumer): Flip[] {
  const level: LevelFacts = { ...EMPTY, id: levelRef(org, shopId, ref).id, shopId, key: ref, kind, name, unit: 'piece', uses: { [ref]: 1 } };
  tx.create(levelRef(org, shopId, ref), level);
  return flipsOf({ ...level, uses: {} }, level);
}

/** An item as it begins: nothing there, nothing promised. */
export const EMPTY = {
  onHand: 0,
  reserved: 0,
  low: false,
  lowAt: null,
  target: null,
  packSize: 1,
  supplier: null,
  backorder: false,
} as const;

function relink({ tx, org }: Stocking, level: StockLevel, before: readonly Consumer[], after: readonly Consumer[]): Flip[] {
  const uses: Record<string, number> = { ...level.uses };
  for (const { ref } of before) delete uses[ref];
  for (const consumer of after) {
    const one = oneOf(consumer, level);
    if (one !== undefined) uses[consumer.ref] = one;
  }
  const name = after.find(({ ref, trackStock }) => trackStock && ref === level.key)?.name ?? level.name;
  if (name === level.name && sameUses(uses, level.uses)) return [];
  const changed = tx.update(levelRef(org, level.shopId, level.key), { uses, name });
  return flipsOf(level, changed);
}

function sameUses(a: LevelFacts['uses'], b: LevelFacts['uses']): boolean {
  const refs = Object.keys(a);
  return refs.length === Object.keys(b).length && refs.every((ref) => a[ref] === b[ref]);
}

/** What one of it takes from this item. */
function oneOf({ ref, trackStock, recipe, path }: Consumer, level: StockLevel): number | undefined {
  const own = trackStock && ref === level.key ? checkMeasure(path, ONE_PIECE, level) : 0;
  const index = recipe.findIndex(({ key }) => key === level.key);
  const line = recipe[index];
  const all = own + (line === undefined ? 0 : checkMeasure(`${path}.${index}`, line, level));
  return all === 0 ? undefined : all;
}
