import * as z from 'zod';
import { AmountMinor, minor, ZERO, type Minor } from '../../platform/money.ts';
import { type TillMovement } from './movement.ts';
import { addVatParts, VatPart } from './vat-parts.ts';

const ByMethod = z.object({ cash: AmountMinor, card: AmountMinor });

/** What the movements of a session add up to. */
export const TillSummary = z.object({
  count: z.int(),
  sales: ByMethod,
  /** What went back to customers, positive. */
  refunds: ByMethod,
  /** What rounding of cash brought, or cost when negative. */
  rounding: AmountMinor,
  payIns: AmountMinor,
  /** Positive. */
  payOuts: AmountMinor,
  /** What should be in the drawer now. */
  expectedCash: AmountMinor,
  /** What should be on the terminal. */
  expectedCard: AmountMinor,
  /** Sales less refunds, by rate. */
  vat: z.array(VatPart),
});
export type TillSummary = z.output<typeof TillSummary>;

/** The summary of a session in which nothing has moved yet. */
export function emptySummary(float: Minor): TillSummary {
  const none = { cash: ZERO, card: ZERO };
  return { count: 0, sales: none, refunds: none, rounding: ZERO, payIns: ZERO, payOuts: ZERO, expectedCash: float, expectedCard: ZERO, vat: [] };
}

type Counting = Pick<TillMovement, 'kind' | 'method' | 'amount' | 'received' | 'vat'>;

/** The summary after one more movement. */
export function withMovement(summary: TillSummary, { kind, method, amount, received, vat }: Counting): TillSummary {
  const of = (wanted: TillMovement['kind']) => (kind === wanted ? amount : 0);
  const plus = (before: Minor, more: number) => minor(before + more);
  const inMethod = (before: TillSummary['sales'], more: number) => ({ ...before, [method]: plus(before[method], more) });
  return {
    count: summary.count + 1,
    sales: inMethod(summary.sales, of('sale')),
    refunds: inMethod(summary.refunds, -of('refund')),
    rounding: plus(summary.rounding, received - amount),
    payIns: plus(summary.payIns, of('pay-in')),
    payOuts: plus(summary.payOuts, -of('pay-out')),
    expectedCash: plus(summary.expectedCash, method === 'cash' ? received : 0),
    expectedCard: plus(summary.expectedCard, method === 'card' ? received : 0),
    vat: addVatParts([...summary.vat, ...vat]),
  };
}

/** The summary of a session from all its movements. */
export function summarise(float: Minor, movements: readonly Counting[]): TillSummary {
  return movements.reduce(withMovement, emptySummary(float));
}
