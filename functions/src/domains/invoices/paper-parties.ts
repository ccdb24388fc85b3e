import { requiredSetting } from '../../platform/config.ts';
import { signLink } from '../../platform/link-token.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type PaperDocument, type PaperParty } from '../documents/api.ts';
import { type IssuedInvoice } from './frozen.ts';
import { pageOf } from './mailing.ts';

export type Logo = NonNullable<NonNullable<PaperDocument['brand']>['logo']>;

/** The seller as the document names it. */
export function sellerOnPaper({ seller }: Pick<IssuedInvoice, 'seller'>): PaperParty {
  return {
    legalName: seller.name,
    tradeName: seller.tradeName ?? undefined,
    address: addressOnPaper(seller.address),
    kvk: seller.kvkNumber ?? undefined,
    vatNumber: seller.vatNumber ?? undefined,
    iban: seller.iban ?? undefined,
    bic: seller.bic ?? undefined,
    email: seller.email ?? undefined,
    phone: seller.phone ?? undefined,
    web: seller.website ?? undefined,
  };
}

/** The customer as the document names it. */
export function buyerOnPaper({ buyer, seller }: Pick<IssuedInvoice, 'buyer' | 'seller'>): PaperParty {
  // Issuing asks for an address; only invoices up to EUR 100 of a till may go without one.
  const address = buyer.address ?? { street: '', postalCode: '', city: '', country: seller.address.country };
  const endpoint = buyer.eInvoice?.endpoint ?? undefined;
  return {
    legalName: buyer.name,
    contact: buyer.contactName ?? undefined,
    address: addressOnPaper(address),
    kvk: buyer.kvkNumber ?? undefined,
    // A public body is known by its OIN, which is its address on the network as well.
    oin: endpoint?.scheme === '0190' ? endpoint.id : undefined,
    vatNumber: buyer.vatNumber ?? undefined,
    email: buyer.email ?? undefined,
    peppol: endpoint,
  };
}

function addressOnPaper({ street, postalCode, city, country }: { street: string; postalCode: string; city: string; country: string }) {
  return { lines: street === '' ? [] : [street], postcode: postalCode, city, country };
}

/** Where the customer sees and pays the invoice without an account. */
export function publicUrl(org: Tenant, invoice: IssuedInvoice): string {
  const { link, documentId, expiresAt } = pageOf(invoice);
  return `${requiredSetting('API_URL')}/public/invoice/${signLink({ link, orgId: org.id, documentId, expiresAt })}`;
}
