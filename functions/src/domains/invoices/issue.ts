import { addDays, endOfDay, type IsoDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { ZERO } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { nextDocumentNumber } from '../accounts/api.ts';
import { partyOf } from '../customers/api.ts';
import { assertSupplyDate } from './dates.ts';
import { claimDeposits, deductible } from './deposits.ts';
import { priceDraft, type Between } from './draft.ts';
import { assertEInvoice } from './e-invoice.ts';
import { inEuroOf } from './euro.ts';
import { type Invoice } from './invoice.ts';
import { changeInvoice } from './repo.ts';
import { sellerOf } from './seller.ts';
import { countTurnover } from './small-business.ts';
import { amountsOf, statusFor } from './status.ts';

/**
 * Turns a draft into an issued invoice: everything it depends on is copied into it, and from then on only what becomes
 * of it may change. The number is taken last, so that no number is used for what fails.
 * @throws AppError `wrong-state` or `invalid-input` when something that the law wants on an invoice is missing
 */
export async function issue(tx: Tx, org: Tenant, between: Between, draft: Invoice, today: IsoDate): Promise<Invoice> {
  const { organisation, customer } = between;
  const supplyDate = draft.supplyDate ?? today;
  assertSupplyDate(supplyDate, organisation, today);
  assertComplete(between);
  // A deposit may have been credited, or deducted elsewhere, since the draft was made.
  const deposits = await deductible(tx, org, draft, draft.deposits.map(({ invoiceId }) => invoiceId));
  const priced = priceDraft(between, { ...draft, supplyDate, deposits });
  const { gross } = priced.totals;
  assertPositive(gross);
  const exchange = await inEuroOf(tx, draft.currency, priced.vat, today);
  await countTurnover(tx, org, organisation, exchange.inEuro?.net ?? priced.totals.net, today);
  const content = { ...priced, ...exchange, deposits, supplyDate, buyer: partyOf(customer), seller: sellerOf(organisation) };
  await assertEInvoice(org, { ...draft, ...content, number: '0', issueDate: today, dueDate: today });

  // From here to the commit the series is locked.
  const { number, date: issueDate } = await nextDocumentNumber(tx, org, organisation, 'invoice', today);
  const dueDate = addDays(issueDate, draft.paymentDays);
  const amounts = amountsOf(gross, { paid: ZERO, credited: ZERO, writtenOff: ZERO });
  const status = statusFor(gross, amounts, dueDate, issueDate);
  const overdueAt = status === 'open' ? endOfDay(dueDate, organisation.timeZone) : null;
  const issued = changeInvoice(tx, org, draft, { ...content, status, number, issueDate, dueDate, amounts, overdueAt });
  await claimDeposits(tx, org, issued);
  return issued;
}

/** Wet OB article 35a: both parties' names and addresses, and the numbers of the supplier. */
function assertComplete({ organisation, customer }: Between): void {
  if (organisation.vatNumber === null && organisation.vatScheme === 'standard') {
    throw new AppError('wrong-state', 'the organisation has no VAT number', {
      say: { en: 'Add the VAT number of your organisation first.', nl: 'Vul eerst het btw-nummer van je organisatie in.' },
      data: { missing: 'organisation.vatNumber' },
    });
  }
  if (customer.address === null) {
    throw new AppError('wrong-state', `customer ${customer.id} has no address`, {
      say: { en: 'Add the address of the customer first.', nl: 'Vul eerst het adres van de klant in.' },
      data: { missing: 'customer.address' },
    });
  }
}

function assertPositive(gross: number): void {
  if (gross >= 0) return;
  throw new AppError('wrong-state', `the invoice comes to ${gross}`, {
    say: { en: 'An invoice is not negative; make a credit note.', nl: 'Een factuur is niet negatief; maak een creditnota.' },
  });
}
