import { invalidField } from '../../platform/errors.ts';
import { subtractMinor, ZERO, type Currency } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { creditedGroups, groupId } from '../vat/api.ts';
import { creditableOf } from './credit.ts';
import { assertIssued, type IssuedInvoice } from './frozen.ts';
import { type DeductedDeposit, type Invoice } from './invoice.ts';
import { changeInvoice, depositsOfQuote, invoicesById } from './repo.ts';

interface Deducting {
  /** The final invoice, which may have claimed a deposit already. */
  readonly id: string;
  readonly customerId: string;
  readonly currency: Currency;
}

/**
 * The deposits that an invoice deducts, as they stand now.
 * @throws AppError `invalid-input` at `depositIds.N` for one that is not an issued deposit of this customer, or was deducted
 */
export async function deductible(tx: Tx, org: Tenant, final: Deducting, ids: readonly string[]): Promise<DeductedDeposit[]> {
  const unique = [...new Set(ids)];
  const found = await invoicesById(tx, org, unique);
  return unique.map((_, index) => {
    const deposit = found[index];
    // A deposit of another customer answers like one that does not exist.
    if (deposit === undefined || deposit.customerId !== final.customerId) throw notDeductible(index, 'does not exist', 'bestaat niet');
    if (deposit.purpose !== 'deposit' || deposit.status === 'draft') throw notDeductible(index, 'is not an issued deposit', 'is geen definitieve aanbetaling');
    if (deposit.currency !== final.currency) throw notDeductible(index, 'is in another currency', 'is in een andere valuta');
    if (deposit.deductedBy !== null && deposit.deductedBy !== final.id) throw notDeductible(index, 'was deducted already', 'is al verrekend');
    assertIssued(deposit);
    return deducted(deposit);
  });
}

/** Notes on every deposit which invoice deducted it, in the transaction that issues that invoice. */
export async function claimDeposits(tx: Tx, org: Tenant, final: Invoice): Promise<void> {
  const found = await invoicesById(tx, org, final.deposits.map(({ invoiceId }) => invoiceId));
  for (const deposit of found) if (deposit !== undefined) changeInvoice(tx, org, deposit, { deductedBy: final.id });
}

/** The issued deposits on a quote that no invoice has deducted yet. */
export async function openDeposits(tx: Tx, org: Tenant, quoteId: string): Promise<string[]> {
  const deposits = await depositsOfQuote(tx, org, quoteId);
  return deposits.filter(({ status, deductedBy }) => status !== 'draft' && status !== 'credited' && deductedBy === null).map(({ id }) => id);
}

/** What a deposit taxed, less what of it was credited. */
function deducted(deposit: IssuedInvoice): DeductedDeposit {
  const { id: invoiceId, number, creditProgress } = deposit;
  const credited = creditProgress === null ? [] : creditedGroups(creditableOf(deposit), creditProgress);
  const groups = deposit.vat.map((group) => {
    const back = credited.find((each) => groupId(each) === groupId(group));
    const { category, rateBp } = group;
    return { category, rateBp, base: subtractMinor(group.base, back?.base ?? ZERO), vat: subtractMinor(group.vat, back?.vat ?? ZERO) };
  });
  return { invoiceId, number, groups };
}

function notDeductible(index: number, en: string, nl: string) {
  return invalidField(`depositIds.${index}`, { en: `This deposit ${en}.`, nl: `Deze aanbetaling ${nl}.` });
}
