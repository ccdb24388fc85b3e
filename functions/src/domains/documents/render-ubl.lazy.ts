/**
 * Writes an invoice or credit note as UBL 2.1: Peppol BIS Billing 3.0 or NLCIUS, both of EN 16931.
 * A lazy leaf: it brings an XML library that few requests need (see `api.ts`).
 */
import type { DocumentProblem, PaperDocument, UblProfile } from './document-model.ts';
import { positiveCreditNote } from './positive-credit-note.ts';
import { amount, type AmountWriter } from './ubl/amounts.ts';
import { eInvoiceProblems } from './ubl/e-invoice-problems.ts';
import { adjusted, adjustments, invoiceLines } from './ubl/ubl-lines.ts';
import { parties } from './ubl/ubl-parties.ts';
import { paymentMeans, paymentTerms } from './ubl/ubl-payment.ts';
import { euroNote, taxCurrency, taxTotals } from './ubl/ubl-tax.ts';
import { text, writeXml, type Xml, type XmlElements } from './ubl/xml.ts';

const CUSTOMIZATION: Record<UblProfile, string> = {
  'peppol-bis-3': 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  nlcius: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0',
};
const PROCESS = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';

/** The XML, or why there is none. */
export type UblResult = { readonly xml: string } | { readonly problems: readonly DocumentProblem[] };

function period({ period: whole }: PaperDocument): Xml {
  return whole && { 'cbc:StartDate': whole.from, 'cbc:EndDate': whole.to };
}

/** An intra-EU supply says when and to which country it was delivered (BR-IC-11, BR-IC-12). */
function delivery(document: PaperDocument): Xml {
  const intraEu = document.vat.some(({ category }) => category === 'K');
  const date = document.supplyDate ?? (intraEu && !document.period ? document.issueDate : undefined);
  const country = intraEu ? (document.deliveryCountry ?? document.buyer.address.country) : undefined;
  return {
    'cbc:ActualDeliveryDate': date,
    'cac:DeliveryLocation': country && { 'cac:Address': { 'cac:Country': { 'cbc:IdentificationCode': country } } },
  };
}

function monetaryTotal(document: PaperDocument, write: AmountWriter): XmlElements {
  const { totals, lines } = document;
  const discounts = adjusted(document, 'discount');
  const charges = adjusted(document, 'charge');
  return {
    'cbc:LineExtensionAmount': write(lines.reduce((sum, { netMinor }) => sum + netMinor, 0)),
    'cbc:TaxExclusiveAmount': write(totals.netMinor),
    'cbc:TaxInclusiveAmount': write(totals.grossMinor),
    'cbc:AllowanceTotalAmount': discounts === 0 ? undefined : write(discounts),
    'cbc:ChargeTotalAmount': charges === 0 ? undefined : write(charges),
    'cbc:PrepaidAmount': totals.prepaidMinor === 0 ? undefined : write(totals.prepaidMinor),
    'cbc:PayableAmount': write(totals.dueMinor),
  };
}

/**
 * One note at most (R002). Three characters between its first two number signs would be read as a code of its subject
 * (BR-CL-08), so a space comes before them.
 */
function note(document: PaperDocument, profile: UblProfile): string | undefined {
  const words = [...(document.intro ?? []), ...(document.notes ?? []), euroNote(document, profile) ?? ''].join(' ');
  return text(words)?.replace(/^([^#]*#)(?=[^#]{3}#)/, '$1 ');
}

/** What identifies the document, in the order of its schema. */
function head(document: PaperDocument, profile: UblProfile): XmlElements {
  const { kind, original, orderReference } = document;
  const isInvoice = kind === 'invoice';
  const buyerReference = text(document.reference);
  const order = text(orderReference);
  return {
    'cbc:CustomizationID': CUSTOMIZATION[profile],
    'cbc:ProfileID': PROCESS,
    'cbc:ID': text(document.number),
    'cbc:IssueDate': document.issueDate,
    // A credit note has no due date of its own in UBL; its terms are in words.
    'cbc:DueDate': isInvoice ? document.dueDate : undefined,
    [isInvoice ? 'cbc:InvoiceTypeCode' : 'cbc:CreditNoteTypeCode']: isInvoice ? '380' : '381',
    'cbc:Note': note(document, profile),
    'cbc:DocumentCurrencyCode': document.currency,
    'cbc:TaxCurrencyCode': taxCurrency(document, profile),
    // The network refuses an invoice without any reference of the buyer (R003); our number is then better than none.
    'cbc:BuyerReference': buyerReference ?? (order === undefined ? text(document.number) : undefined),
    'cac:InvoicePeriod': period(document),
    'cac:OrderReference': { 'cbc:ID': order },
    'cac:BillingReference': original && {
      // NLCIUS advises against the date of the invoice that is corrected (BR-NL-24).
      'cac:InvoiceDocumentReference': { 'cbc:ID': text(original.number), 'cbc:IssueDate': profile === 'nlcius' ? undefined : original.date },
    },
  };
}

/** Renders an e-invoice, or says everything that keeps the document from being one. */
export function renderUbl(document: PaperDocument, profile: UblProfile): UblResult {
  const positive = positiveCreditNote(document);
  const problems = eInvoiceProblems(positive, profile);
  if (problems.length > 0) return { problems };
  const write: AmountWriter = (minor) => amount(minor, positive.currency);
  const name = positive.kind === 'credit-note' ? 'CreditNote' : 'Invoice';
  const xml = writeXml(name, {
    '@_xmlns': `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`,
    '@_xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
    '@_xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
    ...head(positive, profile),
    ...parties(positive, profile),
    'cac:Delivery': delivery(positive),
    'cac:PaymentMeans': paymentMeans(positive, profile),
    'cac:PaymentTerms': paymentTerms(positive),
    'cac:AllowanceCharge': adjustments(positive, write),
    'cac:TaxTotal': taxTotals(positive, profile, write),
    'cac:LegalMonetaryTotal': monetaryTotal(positive, write),
    ...invoiceLines(positive, write),
  });
  return { xml };
}
