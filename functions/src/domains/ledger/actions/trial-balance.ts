import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { AmountMinor, CurrencyCode, sumMinor } from '../../../platform/money.ts';
import { organisation } from '../../accounts/api.ts';
import { LEDGER_ACCOUNTS, LedgerAccount } from '../account.ts';
import { sumKey } from '../entry.ts';
import { balanceOf } from '../repo.ts';

/** More currencies than this at once cost more than anybody reads. */
const MAX_CURRENCIES = 5;

export const trialBalance = query({
  name: 'ledger/balance',
  summary: 'The balance of every account of the ledger, and that they add up to nothing',
  permission: 'books.read',
  input: z.object({
    /** The organisation's own currency unless told. */
    currencies: z.array(CurrencyCode).min(1, 'must name at least one currency').max(MAX_CURRENCIES, `must name at most ${MAX_CURRENCIES} currencies`).optional(),
  }),
  output: z.object({
    balances: z.array(z.object({ account: LedgerAccount, currency: CurrencyCode, amount: AmountMinor })),
    /** Zero in each currency, or the books are wrong. */
    difference: z.array(z.object({ currency: CurrencyCode, amount: AmountMinor })),
  }),
  async read({ input, org, reader }) {
    const currencies = input.currencies ?? [(await organisation(reader, org)).currency];
    const wanted = currencies.flatMap((currency) => LEDGER_ACCOUNTS.map((account) => ({ account, currency })));
    const all = await Promise.all(wanted.map(async (key) => ({ ...key, amount: await balanceOf(org, sumKey(key)) })));
    const difference = currencies.map((currency) => ({
      currency,
      amount: sumMinor(all.filter((one) => one.currency === currency).map(({ amount }) => amount)),
    }));
    return { balances: all.filter(({ amount }) => amount !== 0), difference };
  },
});
