/** What keeps a document from being an e-invoice that validators accept. */
import { exponentOf } from '../../../platform/currency-decimals.ts';
import { documentProblems } from '../document-problems.ts';
import type { DocumentProblem, PaperDocument, PaperParty, UblProfile } from '../document-model.ts';
import { isElectronicAddress } from './electronic-addresses.ts';
import { endpointOf, kvkOf, oinOf, plainVatNumber } from './endpoints.ts';

const say = (path: string, en: string, nl: string): DocumentProblem => ({ path, en, nl });

function partyProblems(party: PaperParty, path: 'seller' | 'buyer', profile: UblProfile): DocumentProblem[] {
  const { address } = party;
  const problems: DocumentProblem[] = [];
  if (!party.legalName.trim()) problems.push(say(`${path}.legalName`, 'The legal name is missing', 'De juridische naam ontbreekt'));
  if (!/^[A-Z]{2}$/.test(address.country)) problems.push(say(`${path}.address.country`, 'The country is missing', 'Het land ontbreekt'));
  // NL-R-002, NL-R-004
  const complete = address.lines.some((line) => line.trim()) && address.city.trim() && address.postcode?.trim();
  if (address.country === 'NL' && !complete) problems.push(say(`${path}.address`, 'A Dutch address needs street, postcode and city', 'Een Nederlands adres heeft straat, postcode en plaats nodig'));
  // R010, R020
  if (profile === 'peppol-bis-3' && !endpointOf(party, profile)) {
    problems.push(say(`${path}.peppol`, 'Peppol needs a KvK number, OIN, VAT number or Peppol address', 'Peppol vraagt een KvK-nummer, OIN, btw-nummer of Peppol-adres'));
  }
  if (party.peppol && !isElectronicAddress(party.peppol)) {
    problems.push(say(`${path}.peppol`, `${party.peppol.scheme}:${party.peppol.id} is no electronic address`, `${party.peppol.scheme}:${party.peppol.id} is geen elektronisch adres`));
  }
  const vat = plainVatNumber(party.vatNumber);
  // BR-CO-09
  if (vat && !/^[A-Z]{2}[A-Z\d+*]{2,13}$/.test(vat)) problems.push(say(`${path}.vatNumber`, 'A VAT number begins with the code of its country', 'Een btw-nummer begint met de code van het land'));
  if (vat?.startsWith('NL') && !/^NL\d{9}B\d{2}$/.test(vat)) problems.push(say(`${path}.vatNumber`, 'A Dutch VAT number is NL123456789B01', 'Een Nederlands btw-nummer is NL123456789B01'));
  return problems;
}

/** BR-S-02 and its kin: which numbers a category asks of the parties. */
function vatProblems({ vat, seller, buyer }: PaperDocument): DocumentProblem[] {
  const categories = new Set(vat.map(({ category }) => category));
  const problems: DocumentProblem[] = [];
  const taxed = [...categories].some((category) => category !== 'O');
  if (taxed && !seller.vatNumber) problems.push(say('seller.vatNumber', 'The seller has no VAT number', 'De verkoper heeft geen btw-nummer'));
  if (categories.has('K') && !buyer.vatNumber) problems.push(say('buyer.vatNumber', 'An intra-EU supply needs the VAT number of the buyer', 'Een intracommunautaire levering vraagt het btw-nummer van de koper'));
  if (categories.has('AE') && !buyer.vatNumber) problems.push(say('buyer.vatNumber', 'Reverse charge needs the VAT number of the buyer', 'Verlegde btw vraagt het btw-nummer van de koper'));
  // BR-O-11 to BR-O-14
  if (categories.has('O') && categories.size > 1) problems.push(say('vat', 'What is outside VAT needs an invoice of its own', 'Wat buiten de btw valt, hoort op een eigen factuur'));
  return problems;
}

/** Everything that is wrong; empty when the document can be sent. */
export function eInvoiceProblems(document: PaperDocument, profile: UblProfile): DocumentProblem[] {
  const { kind, seller, original, currency } = document;
  if (kind !== 'invoice' && kind !== 'credit-note') return [say('kind', 'Only invoices and credit notes can be e-invoices', 'Alleen facturen en creditfacturen kunnen e-facturen zijn')];
  const problems = [...documentProblems(document), ...partyProblems(seller, 'seller', profile), ...partyProblems(document.buyer, 'buyer', profile), ...vatProblems(document)];
  if (document.lines.length === 0) problems.push(say('lines', 'There are no lines', 'Er zijn geen regels'));
  // NL-R-001, NL-R-003
  if (kind === 'credit-note' && !original) problems.push(say('original', 'A credit note names the invoice it corrects', 'Een creditfactuur noemt de factuur die ze corrigeert'));
  if (seller.address.country === 'NL' && !kvkOf(seller) && !oinOf(seller)) problems.push(say('seller.kvk', 'A Dutch seller needs a KvK number of 8 digits or an OIN', 'Een Nederlandse verkoper heeft een KvK-nummer van 8 cijfers of een OIN nodig'));
  // BR-NL-10; Peppol leaves it open (NL-R-005), so a private person can have an invoice there.
  if (profile === 'nlcius' && document.buyer.address.country === 'NL' && !kvkOf(document.buyer) && !oinOf(document.buyer)) {
    problems.push(say('buyer.kvk', 'NLCIUS needs the KvK number or OIN of a Dutch customer', 'NLCIUS vraagt het KvK-nummer of OIN van een Nederlandse klant'));
  }
  // BR-DEC-01 and the others allow two decimals.
  if (exponentOf(currency) > 2) problems.push(say('currency', `E-invoices have no room for the decimals of ${currency}`, `E-facturen hebben geen plaats voor de decimalen van ${currency}`));
  return problems;
}
