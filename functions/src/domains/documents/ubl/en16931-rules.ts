/**
 * Rules of EN 16931, Peppol BIS Billing 3.0 and NLCIUS in our own words, checked over finished XML. For tests
 * only: the official Schematron remains the judge.
 */
import { XMLParser } from 'fast-xml-parser';

/** An element: its name, text, attributes and children. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

type Ordered = Readonly<Record<string, unknown>>;

function elementOf(node: Ordered): Element {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const content = (node[name] as readonly Ordered[] | undefined) ?? [];
  const text = content.map((child) => child['#text']).filter((part) => part !== undefined).join('');
  return {
    name,
    text,
    attributes: (node[':@'] as Record<string, string> | undefined) ?? {},
    children: content.filter((child) => !('#text' in child)).map(elementOf),
  };
}

/** Parses XML, keeping the order of elements. */
export function parseXml(xml: string): Element {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false });
  const roots = (parser.parse(xml) as readonly Ordered[]).filter((node) => !('?xml' in node));
  const [root] = roots;
  if (!root || roots.length !== 1) throw new Error('One root element is expected');
  return elementOf(root);
}

/** The elements at a path of local names from an element, such as `LegalMonetaryTotal/PayableAmount`. */
export function at(element: Element, path: string): Element[] {
  return path.split('/').reduce<Element[]>((found, step) => found.flatMap(({ children }) => children.filter(({ name }) => name.replace(/^\w+:/, '') === step)), [element]);
}

/** The text of the first element at a path, empty when there is none. */
export function textAt(element: Element, path: string): string {
  return at(element, path)[0]?.text ?? '';
}

/** An amount in hundredths; every amount in these tests has at most two decimals. */
function cents(element: Element, path: string): number {
  const [whole = '', fraction = ''] = textAt(element, path).split('.');
  return whole === '' ? 0 : Number(`${whole}${fraction.padEnd(2, '0')}`);
}

function every(element: Element): Element[] {
  return [element, ...element.children.flatMap(every)];
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);

/** One rule: its name, and whether a document keeps it. */
type Rule = readonly [id: string, holds: (root: Element) => boolean];

const isInvoice = (root: Element): boolean => root.name === 'Invoice';
const lines = (root: Element): Element[] => at(root, isInvoice(root) ? 'InvoiceLine' : 'CreditNoteLine');
const subtotals = (root: Element): Element[] => at(root, 'TaxTotal/TaxSubtotal');
const categories = (root: Element): string[] => subtotals(root).map((row) => textAt(row, 'TaxCategory/ID'));
const party = (root: Element, role: 'Supplier' | 'Customer', path: string): string => textAt(root, `Accounting${role}Party/Party/${path}`);
const total = (root: Element, name: string): number => cents(root, `LegalMonetaryTotal/${name}`);
const adjustments = (root: Element, charge: boolean): Element[] => at(root, 'AllowanceCharge').filter((each) => textAt(each, 'ChargeIndicator') === String(charge));
const implies = (condition: boolean, consequence: boolean): boolean => !condition || consequence;

/** `quantity × price ÷ base quantity`, in hundredths of a cent to keep it readable. */
function lineProduct(line: Element): number {
  const quantity = Number(textAt(line, 'InvoicedQuantity') || textAt(line, 'CreditedQuantity'));
  const base = Number(textAt(line, 'Price/BaseQuantity') || '1');
  return (quantity * cents(line, 'Price/PriceAmount')) / base;
}

function lineAdjustments(line: Element): number {
  return sum(at(line, 'AllowanceCharge').map((each) => (textAt(each, 'ChargeIndicator') === 'true' ? 1 : -1) * cents(each, 'Amount')));
}

/** What lines, discounts and charges of a row's category and rate add up to (BR-S-08, BR-Z-08, …). */
function baseOf(row: Element, root: Element): number {
  const key = (element: Element, path: string): string => `${textAt(element, `${path}/ID`)} ${textAt(element, `${path}/Percent`)}`;
  const own = key(row, 'TaxCategory');
  const ofLines = lines(root).filter((line) => key(line, 'Item/ClassifiedTaxCategory') === own).map((line) => cents(line, 'LineExtensionAmount'));
  const signed = [false, true].flatMap((charge) => adjustments(root, charge).filter((each) => key(each, 'TaxCategory') === own).map((each) => (charge ? 1 : -1) * cents(each, 'Amount')));
  return sum([...ofLines, ...signed]);
}

const ARITHMETIC: readonly Rule[] = [
  ['BR-CO-10', (root) => sum(lines(root).map((line) => cents(line, 'LineExtensionAmount'))) === total(root, 'LineExtensionAmount')],
  ['BR-CO-11', (root) => sum(adjustments(root, false).map((each) => cents(each, 'Amount'))) === total(root, 'AllowanceTotalAmount')],
  ['BR-CO-12', (root) => sum(adjustments(root, true).map((each) => cents(each, 'Amount'))) === total(root, 'ChargeTotalAmount')],
  ['BR-CO-13', (root) => total(root, 'LineExtensionAmount') - total(root, 'AllowanceTotalAmount') + total(root, 'ChargeTotalAmount') === total(root, 'TaxExclusiveAmount')],
  ['BR-CO-14', (root) => sum(subtotals(root).map((row) => cents(row, 'TaxAmount'))) === cents(root, 'TaxTotal/TaxAmount')],
  ['BR-CO-15', (root) => total(root, 'TaxExclusiveAmount') + cents(root, 'TaxTotal/TaxAmount') === total(root, 'TaxInclusiveAmount')],
  ['BR-CO-16', (root) => total(root, 'TaxInclusiveAmount') - total(root, 'PrepaidAmount') === total(root, 'PayableAmount')],
  ['BR-CO-17', (root) => subtotals(root).every((row) => Math.abs((cents(row, 'TaxableAmount') * Number(textAt(row, 'TaxCategory/Percent') || '0')) / 100 - cents(row, 'TaxAmount')) <= 0.5)],
  ['BR-S-08', (root) => subtotals(root).every((row) => baseOf(row, root) === cents(row, 'TaxableAmount'))],
  ['BR-S-09', (root) => subtotals(root).every((row) => implies(textAt(row, 'TaxCategory/ID') !== 'S', cents(row, 'TaxAmount') === 0))],
  ['PEPPOL-EN16931-R120', (root) => lines(root).every((line) => Math.abs(lineProduct(line) + lineAdjustments(line) - cents(line, 'LineExtensionAmount')) <= 2 + 1e-9)],
  ['BR-27', (root) => lines(root).every((line) => cents(line, 'Price/PriceAmount') >= 0)],
  ['PEPPOL-EN16931-R121', (root) => lines(root).every((line) => implies(textAt(line, 'Price/BaseQuantity') !== '', Number(textAt(line, 'Price/BaseQuantity')) > 0))],
  ['BR-DEC', (root) => every(root).every(({ attributes, text }) => implies(attributes['currencyID'] !== undefined, /^-?\d+(\.\d{1,2})?$/.test(text)))],
];

const PRESENCE: readonly Rule[] = [
  ['BR-01', (root) => textAt(root, 'CustomizationID') !== ''],
  ['BR-02', (root) => textAt(root, 'ID') !== ''],
  ['BR-03', (root) => /^\d{4}-\d{2}-\d{2}$/.test(textAt(root, 'IssueDate'))],
  ['BR-04', (root) => textAt(root, isInvoice(root) ? 'InvoiceTypeCode' : 'CreditNoteTypeCode') === (isInvoice(root) ? '380' : '381')],
  ['BR-05', (root) => textAt(root, 'DocumentCurrencyCode') !== ''],
  ['BR-06', (root) => party(root, 'Supplier', 'PartyLegalEntity/RegistrationName') !== ''],
  ['BR-07', (root) => party(root, 'Customer', 'PartyLegalEntity/RegistrationName') !== ''],
  ['BR-09', (root) => party(root, 'Supplier', 'PostalAddress/Country/IdentificationCode') !== ''],
  ['BR-11', (root) => party(root, 'Customer', 'PostalAddress/Country/IdentificationCode') !== ''],
  ['BR-16', (root) => lines(root).length > 0],
  ['BR-25', (root) => lines(root).every((line) => textAt(line, 'Item/Name') !== '')],
  ['BR-33', (root) => at(root, 'AllowanceCharge').every((each) => textAt(each, 'AllowanceChargeReason') !== '')],
  ['BR-42', (root) => lines(root).flatMap((line) => at(line, 'AllowanceCharge')).every((each) => textAt(each, 'AllowanceChargeReason') !== '')],
  ['BR-53', (root) => implies(textAt(root, 'TaxCurrencyCode') !== '', at(root, 'TaxTotal').some((each) => at(each, 'TaxAmount')[0]?.attributes['currencyID'] === textAt(root, 'TaxCurrencyCode')))],
  ['BR-61', (root) => at(root, 'PaymentMeans').every((means) => implies(['30', '58'].includes(textAt(means, 'PaymentMeansCode')), textAt(means, 'PayeeFinancialAccount/ID') !== ''))],
  ['BR-CO-04', (root) => lines(root).every((line) => textAt(line, 'Item/ClassifiedTaxCategory/ID') !== '')],
  ['BR-CO-09', (root) => ['Supplier', 'Customer'].every((role) => /^([A-Z]{2}.+)?$/.test(party(root, role as 'Supplier', 'PartyTaxScheme/CompanyID')))],
  ['BR-CO-18', (root) => subtotals(root).length > 0],
  ['BR-CO-25', (root) => implies(total(root, 'PayableAmount') > 0, textAt(root, 'DueDate') !== '' || textAt(root, 'PaymentTerms/Note') !== '')],
  ['BR-CO-26', (root) => party(root, 'Supplier', 'PartyLegalEntity/CompanyID') !== '' || party(root, 'Supplier', 'PartyTaxScheme/CompanyID') !== ''],
  ['BR-S-02', (root) => implies(categories(root).some((category) => category !== 'O'), party(root, 'Supplier', 'PartyTaxScheme/CompanyID') !== '')],
  ['BR-AE-02', (root) => implies(categories(root).includes('AE'), party(root, 'Customer', 'PartyTaxScheme/CompanyID') !== '')],
  ['BR-IC-02', (root) => implies(categories(root).includes('K'), party(root, 'Customer', 'PartyTaxScheme/CompanyID') !== '')],
  ['BR-IC-11', (root) => implies(categories(root).includes('K'), textAt(root, 'Delivery/ActualDeliveryDate') !== '' || textAt(root, 'InvoicePeriod/StartDate') !== '')],
  ['BR-IC-12', (root) => implies(categories(root).includes('K'), textAt(root, 'Delivery/DeliveryLocation/Address/Country/IdentificationCode') !== '')],
  ['BR-O-02', (root) => implies(categories(root).includes('O'), party(root, 'Supplier', 'PartyTaxScheme/CompanyID') === '' && party(root, 'Customer', 'PartyTaxScheme/CompanyID') === '')],
  ['BR-O-05', (root) => every(root).filter(({ name }) => /TaxCategory$/.test(name)).every((each) => (textAt(each, 'ID') === 'O') === (textAt(each, 'Percent') === ''))],
  ['BR-O-11', (root) => implies(categories(root).includes('O'), categories(root).length === 1)],
  ['BR-E-10', (root) => subtotals(root).every((row) => (textAt(row, 'TaxCategory/TaxExemptionReason') !== '') === ['E', 'AE', 'K', 'G', 'O'].includes(textAt(row, 'TaxCategory/ID')))],
  ['BR-Z-05', (root) => every(root).filter(({ name }) => /TaxCategory$/.test(name)).every((each) => implies(['Z', 'E', 'AE', 'K', 'G'].includes(textAt(each, 'ID')), Number(textAt(each, 'Percent')) === 0))],
  ['BR-62', (root) => ['Supplier', 'Customer'].every((role) => at(root, `Accounting${role}Party/Party/EndpointID`).every(({ attributes }) => !!attributes['schemeID']))],
];

const PEPPOL: readonly Rule[] = [
  ['PEPPOL-EN16931-R002', (root) => at(root, 'Note').length <= 1],
  ['PEPPOL-EN16931-R003', (root) => textAt(root, 'BuyerReference') !== '' || textAt(root, 'OrderReference/ID') !== ''],
  ['PEPPOL-EN16931-R005', (root) => textAt(root, 'TaxCurrencyCode') !== textAt(root, 'DocumentCurrencyCode')],
  ['PEPPOL-EN16931-R007', (root) => /^urn:fdc:peppol\.eu:2017:poacc:billing:\d{2}:1\.0$/.test(textAt(root, 'ProfileID'))],
  ['PEPPOL-EN16931-R008', (root) => every(root).every(({ text, children }) => children.length > 0 || text.trim() !== '')],
  ['PEPPOL-EN16931-R010', (root) => party(root, 'Customer', 'EndpointID') !== ''],
  ['PEPPOL-EN16931-R020', (root) => party(root, 'Supplier', 'EndpointID') !== ''],
  ['PEPPOL-EN16931-R051', (root) => every(root).every(({ name, attributes }) => implies(attributes['currencyID'] !== undefined && name !== 'cbc:TaxAmount', attributes['currencyID'] === textAt(root, 'DocumentCurrencyCode')))],
  ['PEPPOL-EN16931-R053', (root) => at(root, 'TaxTotal').filter((each) => at(each, 'TaxSubtotal').length > 0).length === 1],
  ['PEPPOL-EN16931-R054', (root) => at(root, 'TaxTotal').length === (textAt(root, 'TaxCurrencyCode') === '' ? 1 : 2)],
  ['PEPPOL-EN16931-R110', (root) => lines(root).every((line) => implies(textAt(root, 'InvoicePeriod/StartDate') !== '' && textAt(line, 'InvoicePeriod/StartDate') !== '', textAt(line, 'InvoicePeriod/StartDate') >= textAt(root, 'InvoicePeriod/StartDate')))],
  ['PEPPOL-EN16931-R130', (root) => lines(root).every((line) => at(line, 'Price/BaseQuantity').every(({ attributes }) => attributes['unitCode'] === (at(line, 'InvoicedQuantity')[0] ?? at(line, 'CreditedQuantity')[0])?.attributes['unitCode']))],
  ['BR-CL-08', (root) => !/^[^#]*#[^#]{3}#/.test(textAt(root, 'Note'))],
  ['PEPPOL-EN16931-F001', (root) => every(root).every(({ name, text }) => implies(/Date$/.test(name), /^\d{4}-\d{2}-\d{2}$/.test(text)))],
  ['UBL-DT-27', (root) => every(root).every(({ attributes }) => Object.keys(attributes).every((name) => ['currencyID', 'schemeID', 'unitCode', 'xmlns', 'xmlns:cac', 'xmlns:cbc'].includes(name)))],
  ['UBL-SR-44', (root) => at(root, 'PaymentMeans/PaymentID').length <= 1],
  ['PEPPOL-COMMON-R054', (root) => every(root).every(({ attributes, text }) => implies(attributes['schemeID'] === '0106', /^\d{8}$/.test(text)))],
  ['PEPPOL-COMMON-R056', (root) => every(root).every(({ text }) => implies(/^NL.*B\d{2}$/.test(text), /^NL\d{9}B\d{2}$/.test(text)))],
];

const isDutch = (root: Element, role: 'Supplier' | 'Customer'): boolean => party(root, role, 'PostalAddress/Country/IdentificationCode') === 'NL';
const hasAddress = (root: Element, role: 'Supplier' | 'Customer'): boolean => ['StreetName', 'CityName', 'PostalZone'].every((part) => party(root, role, `PostalAddress/${part}`) !== '');
const hasDutchId = (root: Element, role: 'Supplier' | 'Customer'): boolean =>
  at(root, `Accounting${role}Party/Party/PartyLegalEntity/CompanyID`).every(({ attributes }) => ['0106', '0190'].includes(attributes['schemeID'] ?? ''));

const DUTCH: readonly Rule[] = [
  ['NL-R-001', (root) => implies(!isInvoice(root), textAt(root, 'BillingReference/InvoiceDocumentReference/ID') !== '')],
  ['NL-R-002', (root) => hasAddress(root, 'Supplier')],
  ['NL-R-003', (root) => party(root, 'Supplier', 'PartyLegalEntity/CompanyID') !== '' && hasDutchId(root, 'Supplier')],
  ['NL-R-004', (root) => implies(isDutch(root, 'Customer'), hasAddress(root, 'Customer'))],
  ['NL-R-005', (root) => implies(isDutch(root, 'Customer'), hasDutchId(root, 'Customer'))],
  ['NL-R-007', (root) => implies(isInvoice(root) && total(root, 'PayableAmount') > 0, at(root, 'PaymentMeans').length > 0)],
  ['NL-R-008', (root) => at(root, 'PaymentMeans').every((means) => ['30', '48', '49', '57', '58', '59'].includes(textAt(means, 'PaymentMeansCode')))],
];

const lacks = (name: string) => (root: Element): boolean => !every(root).some((each) => each.name === name);

/** The rules of SI-UBL 2.0 beyond those above; from BR-NL-19 on they are advice, which we keep as well. */
const NLCIUS: readonly Rule[] = [
  ['BR-NL-1', (root) => ['0106', '0190'].includes(at(root, 'AccountingSupplierParty/Party/PartyLegalEntity/CompanyID')[0]?.attributes['schemeID'] ?? '')],
  ['BR-NL-10', (root) => implies(isDutch(root, 'Customer'), ['0106', '0190'].includes(at(root, 'AccountingCustomerParty/Party/PartyLegalEntity/CompanyID')[0]?.attributes['schemeID'] ?? ''))],
  ['BR-NL-11', (root) => implies(total(root, 'PayableAmount') > 0, at(root, 'PaymentMeans').length > 0)],
  ['BR-NL-19', lacks('cbc:TaxCurrencyCode')],
  ['BR-NL-24', (root) => at(root, 'BillingReference/InvoiceDocumentReference/IssueDate').length === 0],
  ['BR-NL-27', lacks('cac:AddressLine')],
  ['BR-NL-30', (root) => at(root, 'PaymentMeans/PayeeFinancialAccount/Name').length === 0],
  ['BR-NL-31', (root) => implies(textAt(root, 'PaymentMeans/PaymentMeansCode') === '58', lacks('cac:FinancialInstitutionBranch')(root))],
  ['BR-NL-32', lacks('cbc:AllowanceChargeReasonCode')],
  ['BR-NL-33', (root) => at(root, 'TaxTotal/TaxAmount').every(({ attributes }) => attributes['currencyID'] === textAt(root, 'DocumentCurrencyCode'))],
  ['BR-NL-35', lacks('cbc:TaxExemptionReasonCode')],
];

/** The rules a document breaks, by name; empty when it keeps them all. */
export function brokenRules(xml: string, profile: 'peppol-bis-3' | 'nlcius'): string[] {
  const root = parseXml(xml);
  const rules = [...ARITHMETIC, ...PRESENCE, ...DUTCH, ...PEPPOL, ...(profile === 'nlcius' ? NLCIUS : [])];
  return rules.filter(([, holds]) => !holds(root)).map(([id]) => id);
}
