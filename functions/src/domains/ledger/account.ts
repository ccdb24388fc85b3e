import * as z from 'zod';

/** The accounts of the ledger. Debits are positive: an asset or a cost has a positive balance, a debt or income a negative one. */
export const LEDGER_ACCOUNTS = [
  /** What customers owe; below zero where they have paid too much. */
  'receivable',
  /** What a payment provider holds for the organisation. */
  'provider-balance',
  /** What a payment provider keeps. */
  'provider-fees',
  'bank',
  /** In the drawer of the till. */
  'cash',
  /** Taken by the card terminal at the counter, until the bank pays it out. */
  'card-terminal',
  'sales',
  'vat',
  /** Given on top by customers, for those who served them. */
  'tips',
  /** Small amounts that cash payments are rounded by. */
  'rounding',
  /** What was counted in the till above or below what should have been there. */
  'till-difference',
  /** Paid out of the till for something small. */
  'petty-expenses',
  /** Where two currencies meet: each has a balance, and what they are worth together is the exchange result. */
  'exchange',
  'written-off',
  /** Movements at the provider that nobody here has a document for; somebody must look at them. */
  'suspense',
] as const;

export const LedgerAccount = z.enum(LEDGER_ACCOUNTS);
export type LedgerAccount = z.output<typeof LedgerAccount>;
