import { type Actor, actorName } from '../../platform/actor.ts';
import { newId } from '../../platform/ids.ts';
import { notify, type Posting } from '../messages/api.ts';
import { changed, type Flip, type StockLevel } from './level.ts';
import { type MovementReason, type StockMovement } from './movement.ts';
import { availabilityRef, levelRef, movementRef } from './repo.ts';

/** The part of an action's context that stock needs. */
export interface Stocking extends Posting {
  readonly actor: Actor;
}

/** By how much one level changes. */
export interface LevelChange {
  readonly level: StockLevel;
  readonly onHand?: number;
  readonly reserved?: number;
}

/** Writes changed levels of one shop, what is sold out or back by them, and the alert of what has become low. */
export async function changeLevels(stocking: Stocking, shopId: string, changes: readonly LevelChange[]): Promise<void> {
  const { tx, org } = stocking;
  const flips: Flip[] = [];
  for (const { level, ...by } of changes) {
    const change = changed(level, by);
    tx.update(levelRef(org, shopId, level.key), change.after);
    flips.push(...change.flips);
    if (change.crossed) alertLow(stocking, level, change.after.onHand - change.after.reserved);
  }
  await applyFlips(stocking, shopId, flips);
}

/** Tells shoppers what is sold out or back; a sale that changes neither writes nothing here. */
export async function applyFlips({ tx, org, clock }: Stocking, shopId: string, flips: readonly Flip[]): Promise<void> {
  if (flips.length === 0) return;
  const ref = availabilityRef(org, shopId);
  const present = await tx.get(ref);
  const soldOut: Record<string, string[]> = Object.fromEntries(Object.entries(present?.soldOut ?? {}).map(([each, keys]) => [each, [...keys]]));
  for (const { ref: each, key, short } of flips) {
    const others = (soldOut[each] ?? []).filter((other) => other !== key);
    const keys = short ? [...others, key] : others;
    if (keys.length > 0) soldOut[each] = keys;
    else delete soldOut[each];
  }
  tx.set(ref, { id: shopId, soldOut, updatedAt: clock.now() });
}

interface Moving {
  readonly reason: MovementReason;
  readonly cause?: string | null;
  readonly note?: string;
}

/** Changes what is there, with the movement that says why. Items of no change are left out. */
export async function move(stocking: Stocking, shopId: string, why: Moving, changes: readonly LevelChange[]): Promise<StockMovement | undefined> {
  await changeLevels(stocking, shopId, changes);
  return noteMovement(stocking, shopId, why, changes);
}

/** Writes the movement alone; for changes that are written together with others. */
export function noteMovement({ tx, org, clock, actor }: Stocking, shopId: string, why: Moving, changes: readonly LevelChange[]): StockMovement | undefined {
  const lines = changes.flatMap(({ level, onHand = 0 }) => (onHand === 0 ? [] : [{ key: level.key, quantity: onHand, onHand: level.onHand + onHand }]));
  if (lines.length === 0) return undefined;
  const ref = movementRef(org, newId());
  return tx.append(ref, {
    id: ref.id,
    shopId,
    reason: why.reason,
    keys: lines.map(({ key }) => key),
    lines,
    cause: why.cause ?? null,
    note: why.note ?? '',
    by: actorName(actor),
    at: clock.now(),
  });
}

function alertLow(stocking: Stocking, { id, key, name, unit }: StockLevel, available: number): void {
  notify(stocking, {
    permission: 'stock.read',
    template: 'alert',
    data: {
      title: { nl: `${name} raakt op`, en: `${name} is running low` },
      body: { nl: `Nog ${available} ${UNIT_NL[unit]} beschikbaar.`, en: `${available} ${unit} left.` },
      path: `/stock/${key}`,
    },
    collapseKey: `low_${id}`,
  });
}

const UNIT_NL: Readonly<Record<StockLevel['unit'], string>> = { piece: 'stuks', mg: 'mg', g: 'g', ml: 'ml' };
