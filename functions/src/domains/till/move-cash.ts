import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { AmountMinor, minor } from '../../platform/money.ts';
import { shortText } from '../../platform/text.ts';
import { drawerMovement, postEntry } from '../ledger/api.ts';
import { addTillMovement, type Counter } from './add-movement.ts';
import { Purpose, type TillMovement } from './movement.ts';
import { openSessionOf } from './repo.ts';

/** Cash that comes into the drawer or leaves it, other than from a customer. */
export const CashInput = z.object({
  tillId: Id,
  amount: AmountMinor.positive('must be more than zero'),
  /** `bank`: change that was fetched, or takings brought away; `expense`: something small was bought. */
  purpose: Purpose,
  reason: shortText(300),
});

/** The account of the books on the other side. What is neither bank nor expense, somebody must look at. */
const ACCOUNTS = { bank: 'bank', expense: 'petty-expenses', other: 'suspense' } as const;

/** @throws AppError `wrong-state` when the till is not open or has not so much cash */
export async function moveCash(counter: Counter, kind: 'pay-in' | 'pay-out', input: z.output<typeof CashInput>): Promise<TillMovement> {
  const { tx, org, clock } = counter;
  const { session } = await openSessionOf(tx, org, input.tillId);
  const { purpose, reason } = input;
  const amount = minor(kind === 'pay-in' ? input.amount : -input.amount);
  const movement = addTillMovement(counter, session, { kind, method: 'cash', amount, received: amount, purpose, reason });
  postEntry({ tx, org, clock }, {
    id: `till_${movement.id}`,
    at: movement.at,
    memo: kind,
    source: { collection: 'tillMovements', id: movement.id },
    lines: drawerMovement(ACCOUNTS[purpose], amount, session.currency),
  });
  return movement;
}
