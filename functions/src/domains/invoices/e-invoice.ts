import { type Tenant } from '../../platform/tenancy.ts';
import { eInvoiceProblems, renderUbl, type UblProfile } from '../documents/api.ts';
import { type IssuedInvoice } from './frozen.ts';
import { paperOf } from './paper.ts';

/** The profiles to try, the one the customer wants before the others. */
function profilesFor({ buyer }: IssuedInvoice): readonly UblProfile[] {
  return buyer.eInvoice === null ? ['peppol-bis-3', 'nlcius'] : [buyer.eInvoice.profile];
}

/**
 * The e-invoice of an issued invoice or credit note, as UBL 2.1.
 * @returns `undefined` when it cannot be one, such as for a private person without any number; the PDF then stands alone
 */
export async function eInvoiceOf(org: Tenant, invoice: IssuedInvoice): Promise<string | undefined> {
  const paper = paperOf(org, invoice, undefined);
  for (const profile of profilesFor(invoice)) {
    if ((await eInvoiceProblems(paper, profile)).length === 0) return renderUbl(paper, profile);
  }
  return undefined;
}

/**
 * Refuses to issue an invoice that the customer wants as an e-invoice and that cannot be one: it would be sent back.
 * @param candidate the invoice as it will be, under a number that has not been taken yet
 * @throws AppError `invalid-input` naming everything that is missing
 */
export async function assertEInvoice(org: Tenant, candidate: IssuedInvoice): Promise<void> {
  const wish = candidate.buyer.eInvoice;
  if (wish !== null) await renderUbl(paperOf(org, candidate, undefined), wish.profile);
}
