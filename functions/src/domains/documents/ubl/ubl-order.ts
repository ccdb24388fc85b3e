/** The order of elements that the UBL 2.1 schemas prescribe, for what we write. For tests only. */
import type { Element } from './en16931-rules.ts';

const TAX_CATEGORY = 'ID Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme';
const ADDRESS = 'StreetName AdditionalStreetName CityName PostalZone Country';
const ALLOWANCE_CHARGE = 'ChargeIndicator AllowanceChargeReason Amount TaxCategory';
const LINE = 'LineExtensionAmount InvoicePeriod AllowanceCharge Item Price';
const HEAD = 'Note DocumentCurrencyCode TaxCurrencyCode BuyerReference InvoicePeriod OrderReference BillingReference';
const BODY = 'AccountingSupplierParty AccountingCustomerParty Delivery PaymentMeans PaymentTerms AllowanceCharge TaxTotal LegalMonetaryTotal';

/** Children of each element by local name, from the sequences of UBL-CommonAggregateComponents-2.1. */
const ORDER: Readonly<Record<string, string>> = {
  Invoice: `CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode ${HEAD} ${BODY} InvoiceLine`,
  CreditNote: `CustomizationID ProfileID ID IssueDate CreditNoteTypeCode ${HEAD} ${BODY} CreditNoteLine`,
  InvoicePeriod: 'StartDate EndDate',
  OrderReference: 'ID',
  BillingReference: 'InvoiceDocumentReference',
  InvoiceDocumentReference: 'ID IssueDate',
  AccountingSupplierParty: 'Party',
  AccountingCustomerParty: 'Party',
  Party: 'EndpointID PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact',
  PartyName: 'Name',
  PostalAddress: ADDRESS,
  Address: ADDRESS,
  Country: 'IdentificationCode',
  PartyTaxScheme: 'CompanyID TaxScheme',
  TaxScheme: 'ID',
  PartyLegalEntity: 'RegistrationName CompanyID',
  Contact: 'Name Telephone ElectronicMail',
  Delivery: 'ActualDeliveryDate DeliveryLocation',
  DeliveryLocation: 'Address',
  PaymentMeans: 'PaymentMeansCode PaymentID PayeeFinancialAccount',
  PayeeFinancialAccount: 'ID Name FinancialInstitutionBranch',
  FinancialInstitutionBranch: 'ID',
  PaymentTerms: 'Note',
  AllowanceCharge: ALLOWANCE_CHARGE,
  TaxTotal: 'TaxAmount TaxSubtotal',
  TaxSubtotal: 'TaxableAmount TaxAmount TaxCategory',
  TaxCategory: TAX_CATEGORY,
  ClassifiedTaxCategory: TAX_CATEGORY,
  LegalMonetaryTotal: 'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableAmount',
  InvoiceLine: `ID InvoicedQuantity ${LINE}`,
  CreditNoteLine: `ID CreditedQuantity ${LINE}`,
  Item: 'Description Name ClassifiedTaxCategory',
  Price: 'PriceAmount BaseQuantity',
};

const REPEATED = new Set(['AllowanceCharge', 'TaxTotal', 'TaxSubtotal', 'InvoiceLine', 'CreditNoteLine']);

/** Where an element stands that the schema does not know there, twice, or after one it should precede. */
export function outOfOrder(element: Element): string[] {
  const local = element.name.replace(/^\w+:/, '');
  const order = ORDER[local]?.split(' ') ?? [];
  const names = element.children.map(({ name }) => name.replace(/^\w+:/, ''));
  const own = names.flatMap((name, index) => {
    const previous = names[index - 1];
    const place = order.indexOf(name);
    if (place < 0) return [`${local} has no ${name}`];
    if (previous === undefined) return [];
    if (order.indexOf(previous) > place) return [`${name} comes before ${previous} in ${local}`];
    return previous === name && !REPEATED.has(name) ? [`${name} stands twice in ${local}`] : [];
  });
  return [...own, ...element.children.flatMap(outOfOrder)];
}
