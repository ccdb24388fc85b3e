/** Seller and buyer in UBL (BG-4, BG-7). */
import type { PaperAddress, PaperDocument, PaperParty, UblProfile } from '../document-model.ts';
import { endpointOf, kvkOf, oinOf, plainVatNumber } from './endpoints.ts';
import { text, withAttribute, type Xml, type XmlElements } from './xml.ts';

/** NLCIUS advises against a third line (BR-NL-27), so what is beyond the first goes on the second. */
function address({ lines, postcode, city, country }: PaperAddress): XmlElements {
  const [street, ...rest] = lines.map((line) => text(line)).filter((line) => line !== undefined);
  return {
    'cbc:StreetName': street,
    'cbc:AdditionalStreetName': text(rest.join(', ')),
    'cbc:CityName': text(city),
    'cbc:PostalZone': text(postcode),
    'cac:Country': { 'cbc:IdentificationCode': country },
  };
}

/** KvK and OIN carry their scheme; what another country registers under has none we could name. */
function legalId(party: PaperParty): Xml {
  const oin = oinOf(party);
  if (oin) return withAttribute(oin, 'schemeID', '0190');
  const kvk = kvkOf(party);
  if (kvk) return withAttribute(kvk, 'schemeID', '0106');
  return party.address.country === 'NL' ? undefined : text(party.kvk);
}

function taxScheme(party: PaperParty): Xml {
  const number = plainVatNumber(party.vatNumber);
  return number === undefined ? undefined : { 'cbc:CompanyID': number, 'cac:TaxScheme': { 'cbc:ID': 'VAT' } };
}

function party(party: PaperParty, profile: UblProfile, outsideVat: boolean): XmlElements {
  const endpoint = endpointOf(party, profile);
  return {
    'cac:Party': {
      'cbc:EndpointID': withAttribute(endpoint?.id, 'schemeID', endpoint?.scheme),
      'cac:PartyName': { 'cbc:Name': text(party.tradeName ?? party.legalName) },
      'cac:PostalAddress': address(party.address),
      // BR-O-02: who invoices outside VAT does not state VAT numbers.
      'cac:PartyTaxScheme': outsideVat ? undefined : taxScheme(party),
      'cac:PartyLegalEntity': { 'cbc:RegistrationName': text(party.legalName), 'cbc:CompanyID': legalId(party) },
      'cac:Contact': { 'cbc:Name': text(party.contact), 'cbc:Telephone': text(party.phone), 'cbc:ElectronicMail': text(party.email) },
    },
  };
}

/** Both parties, in the order of the schema. */
export function parties(document: PaperDocument, profile: UblProfile): XmlElements {
  const outsideVat = document.vat.some(({ category }) => category === 'O');
  return {
    'cac:AccountingSupplierParty': party(document.seller, profile, outsideVat),
    'cac:AccountingCustomerParty': party(document.buyer, profile, outsideVat),
  };
}
