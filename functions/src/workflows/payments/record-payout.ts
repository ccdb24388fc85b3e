import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { IsoDate } from '../../platform/business-date.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { Id, newId } from '../../platform/ids.ts';
import { AmountMinor, CurrencyCode, formatMoney, minor, ZERO, type Currency, type Minor } from '../../platform/money.ts';
import { shortText, type Language } from '../../platform/text.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { bankDay, organisation } from '../../domains/accounts/api.ts';
import { balanceOf, postEntry, settledMovement } from '../../domains/ledger/api.ts';
import { sharesPlatformAccount } from '../../domains/payments/api.ts';

const ACCOUNTS = { 'card-terminal': 'card-terminal', 'shared-account': 'provider-balance' } as const;

/**
 * Takings that reached the bank and that no provider tells us of: those of the card terminal, and an organisation's part of
 * an account at a provider that it shares with others. The entry of the ledger is the record.
 */
export const recordPayout = action({
  name: 'payments/record-payout',
  summary: 'Notes what reached the bank of cards taken at the counter, or of an account at the provider that is shared',
  permission: 'payments.write',
  input: z.object({
    from: z.enum(['card-terminal', 'shared-account'], { error: 'must be card-terminal or shared-account' }),
    /** What reached the bank. */
    amount: AmountMinor.positive('must be more than zero'),
    /** What was kept of it on the way. */
    fee: AmountMinor.min(0, 'must not be negative').default(ZERO),
    /** The day on the bank statement; today unless told. */
    on: IsoDate.optional(),
    /** The text on the bank statement. */
    reference: shortText(140).nullable().default(null),
  }),
  output: z.object({ entryId: Id, currency: CurrencyCode, waiting: AmountMinor }),
  keyed: true,
  hot: ({ from }) => from,
  async run({ input, tx, org, clock }) {
    const { from, amount, fee, reference } = input;
    const sender = await organisation(tx, org);
    const { currency } = sender;
    const at = bankDay(input.on, sender, clock.now());
    if (from === 'shared-account' && !(await sharesPlatformAccount(tx, org, 'stripe'))) throw booksItself();
    const waiting = await leftAfter(org, input, currency);
    const id = newId();
    postEntry({ tx, org, clock }, {
      id: `payout_${id}`,
      at,
      memo: reference ?? 'payout',
      source: { collection: from, id },
      lines: settledMovement(ACCOUNTS[from], amount, fee, currency),
    });
    return { entryId: `payout_${id}`, currency, waiting };
  },
});

interface Paid {
  readonly from: keyof typeof ACCOUNTS;
  readonly amount: Minor;
  readonly fee: Minor;
}

/** @throws AppError `invalid-input` for more than is waiting there */
async function leftAfter(org: Tenant, { from, amount, fee }: Paid, currency: Currency): Promise<Minor> {
  const waiting = await balanceOf(org, `${ACCOUNTS[from]}_${currency}`);
  if (amount + fee <= waiting) return minor(waiting - amount - fee);
  const most = (language: Language) => formatMoney({ amount: waiting, currency }, language);
  throw invalidField('amount', { en: `Only ${most('en')} is waiting to be paid out.`, nl: `Er staat maar ${most('nl')} klaar om uitbetaald te worden.` });
}

function booksItself(): AppError {
  return new AppError('wrong-state', 'the account is not shared', {
    say: {
      en: 'Payouts of this account are booked by themselves.',
      nl: 'Uitbetalingen van deze rekening worden vanzelf geboekt.',
    },
  });
}
