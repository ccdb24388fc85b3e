import { action } from '../../../platform/action.ts';
import { TillMovement } from '../movement.ts';
import { CashInput, moveCash } from '../move-cash.ts';

export const payOut = action({
  name: 'till/pay-out',
  summary: 'Takes cash out of the till, for a small expense or to bring it to the bank',
  permission: 'till.use',
  input: CashInput,
  output: TillMovement,
  keyed: true,
  hot: ({ tillId }) => tillId,
  run: ({ input, ...counter }) => moveCash(counter, 'pay-out', input),
});
