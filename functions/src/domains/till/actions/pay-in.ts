import { action } from '../../../platform/action.ts';
import { TillMovement } from '../movement.ts';
import { CashInput, moveCash } from '../move-cash.ts';

export const payIn = action({
  name: 'till/pay-in',
  summary: 'Puts cash into the till, such as change from the bank',
  permission: 'till.use',
  input: CashInput,
  output: TillMovement,
  keyed: true,
  hot: ({ tillId }) => tillId,
  run: ({ input, ...counter }) => moveCash(counter, 'pay-in', input),
});
