import { type Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { type Currency, minor, type Minor } from '../../platform/money.ts';
import { Permanent } from '../../platform/outbox.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import { balanceOf, knownEntries } from '../../domains/ledger/api.ts';
import {
  isSoleUser,
  ledgerIdOf,
  openCheckouts,
  openRefunds,
  providerNamed,
  refreshAccount,
  type BalanceBooking,
  type PaymentAccount,
  type ProviderName,
  type ProviderTransaction,
  type Reconciliation,
  type ReportedTransaction,
} from '../../domains/payments/api.ts';
import { explain, ignoredElsewhere } from './explain-transaction.ts';
import { lookAtRefund } from './money-sweeps.ts';
import { refreshCheckout } from './refresh-checkout.ts';

/** Providers date a movement by its beginning; what was begun this long before the last run is looked at again. */
const OVERLAP_MS = 7 * 24 * 3_600_000;
const FIRST_RUN_MS = 60 * 24 * 3_600_000;

export interface Comparing {
  readonly org: Tenant;
  readonly clock: Clock;
  readonly correlationId: string;
}

export type Compared = Pick<Reconciliation, 'since' | 'checked' | 'repaired' | 'underWay' | 'unmatched' | 'booked' | 'balances'> & {
  readonly bookings: readonly BalanceBooking[];
};

/**
 * Compares an organisation's books with its provider: every open checkout and refund is looked up, every movement of the
 * balance must have its entry. What a lost webhook left is recorded on the way; the rest is returned to be booked.
 */
export async function compareWithProvider(comparing: Comparing, account: PaymentAccount & { readonly id: ProviderName }): Promise<Compared> {
  const { org, clock } = comparing;
  const now = clock.now();
  const since = new Date((account.reconciledUntil?.getTime() ?? now.getTime() - FIRST_RUN_MS) - OVERLAP_MS);
  if (account.account !== null) {
    const { status } = await refreshAccount(account.account, { clock, correlationId: comparing.correlationId });
    if (status === 'disconnected') throw new Permanent(`account ${account.account} is disconnected`);
  }
  await refreshOpen(comparing);
  const sole = await isSoleUser(org, account);
  const found: Found = { checked: 0, repaired: [], underWay: [], booked: [], unmatched: [], bookings: [] };
  for (let after: string | null = null, more = true; more; more = after !== null) {
    const page = await providerNamed(account.id).listTransactions(account.account, since, after);
    await compare(comparing, account, page.transactions, found, sole);
    after = page.next;
  }
  const balances = sole ? await compareBalances(org, account, found) : null;
  return { since, ...found, balances };
}

type Found = { checked: number; bookings: BalanceBooking[] } & Record<'repaired' | 'underWay' | 'unmatched' | 'booked', ReportedTransaction[]>;

async function refreshOpen(comparing: Comparing): Promise<void> {
  const { org, clock, correlationId } = comparing;
  for (const { id } of await openCheckouts(reader, org)) await tried(id, () => refreshCheckout(org, id, { clock, correlationId }));
  for (const refund of await openRefunds(reader, org)) await tried(refund.id, () => lookAtRefund(org, refund, clock));
}

/** One that the provider refuses ends by itself; it must not keep the rest from being compared. */
async function tried(id: string, look: () => Promise<unknown>): Promise<void> {
  try {
    await look();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'provider-refused') throw thrown;
    log.warning('reconciliation.refused', { id, reason: thrown.message });
  }
}

async function compare(comparing: Comparing, account: PaymentAccount & { readonly id: ProviderName }, page: readonly ProviderTransaction[], found: Found, sole: boolean): Promise<void> {
  const missing = await unbooked(comparing.org, account.id, page);
  found.checked += page.length;
  for (const transaction of missing) {
    const explained = await explain(comparing, { provider: account.id, account: account.account }, transaction, sole);
    if (explained === ignoredElsewhere) continue;
    const report = { ...reported(transaction) };
    if (explained.kind !== 'refreshed') {
      found.bookings.push(explained);
      found[explained.kind === 'suspense' ? 'unmatched' : 'booked'].push(report);
    } else {
      // Looking it up has recorded it, unless it is still on its way.
      const [still] = await unbooked(comparing.org, account.id, [transaction]);
      found[still === undefined ? 'repaired' : 'underWay'].push(report);
    }
  }
}

async function unbooked(org: Tenant, provider: ProviderName, transactions: readonly ProviderTransaction[]): Promise<ProviderTransaction[]> {
  const idOf = ({ settlement }: ProviderTransaction) => ledgerIdOf(provider, settlement.transactionId);
  const known = await knownEntries(reader, org, transactions.map(idOf));
  return transactions.filter((transaction) => !known.has(idOf(transaction)));
}

function reported({ settlement, type }: ProviderTransaction): ReportedTransaction {
  const { transactionId, net, currency } = settlement;
  return { transactionId, type, net, currency };
}

/** What the provider holds against what the ledger will say once this run is booked and what is on its way is there. */
async function compareBalances(org: Tenant, account: PaymentAccount & { readonly id: ProviderName }, found: Found): Promise<NonNullable<Reconciliation['balances']>> {
  const theirs = await providerNamed(account.id).fetchBalance(account.account);
  const open = [...found.underWay, ...found.booked, ...found.unmatched];
  return Promise.all(
    (Object.entries(theirs) as [Currency, Minor][]).map(async ([currency, provider]) => {
      const coming = open.filter((one) => one.currency === currency).reduce((sum, { net }) => sum + net, 0);
      const ledger = minor((await balanceOf(org, `provider-balance_${currency}`)) + coming);
      return { currency, provider, ledger, difference: minor(provider - ledger) };
    }),
  );
}
