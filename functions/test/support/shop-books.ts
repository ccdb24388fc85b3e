import { documentsOf } from './stripe.ts';

interface Line {
  readonly key: string;
  readonly quantity: number;
  readonly each: number;
  readonly count: number;
}

/**
 * What does not agree in the stock of an organisation: per item, the sum of movements with what is on hand, the sum of
 * held reservations with what is reserved, and what is sold out with what can still be promised. Empty when all does.
 */
export async function disagreements(of: { readonly orgId: string; readonly owner: string }): Promise<string[]> {
  const names = ['stock', 'stockMovements', 'stockReservations', 'availability'];
  const [levels = [], movements = [], reservations = [], availability = []] = await Promise.all(names.map((name) => documentsOf(of, name)));
  const linesOf = (documents: typeof levels, shopId: unknown, key: unknown) => documents.filter((each) => each['shopId'] === shopId).flatMap(({ lines }) => (lines as Line[]).filter((line) => line.key === key));
  return levels.flatMap((level) => {
    const { id, shopId, key, onHand, reserved, uses, backorder } = level as unknown as { id: string; shopId: string; key: string; onHand: number; reserved: number; uses: Record<string, number>; backorder: boolean };
    const moved = linesOf(movements, shopId, key).reduce((sum, { quantity }) => sum + quantity, 0);
    const held = linesOf(reservations.filter(({ state }) => state === 'held'), shopId, key).reduce((sum, { each, count }) => sum + each * count, 0);
    const soldOut = (availability.find((each) => each.id === shopId)?.['soldOut'] ?? {}) as Record<string, string[]>;
    const wrongFlips = Object.entries(uses).filter(([ref, one]) => (!backorder && onHand - reserved < one) !== (soldOut[ref] ?? []).includes(key));
    return [
      ...(moved === onHand ? [] : [`${id}: movements ${moved}, on hand ${onHand}`]),
      ...(held === reserved ? [] : [`${id}: held ${held}, reserved ${reserved}`]),
      ...(onHand < 0 || reserved < 0 ? [`${id}: below zero`] : []),
      ...wrongFlips.map(([ref]) => `${id}: sold out or not of ${ref}`),
    ];
  });
}
