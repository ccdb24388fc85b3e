/** Where a party is reached on the network, by its own identifiers (code list EAS). */
import type { PaperParty, UblProfile } from '../document-model.ts';

/** A party's electronic address. */
export interface Endpoint {
  readonly scheme: string;
  readonly id: string;
}

const KVK = /^\d{8}$/;
const OIN = /^\d{20}$/;

/** Schemes whose identifier is the VAT number of a country. Source: code list EAS of the European Commission. */
const VAT_SCHEMES: Readonly<Record<string, string>> = {
  AT: '9914', HU: '9910', ES: '9920', AD: '9922', AL: '9923', BA: '9924', BE: '9925', BG: '9926', CH: '9927', CY: '9928',
  CZ: '9929', DE: '9930', EE: '9931', GB: '9932', EL: '9933', HR: '9934', IE: '9935', LI: '9936', LT: '9937', LU: '9938',
  LV: '9939', MC: '9940', ME: '9941', MK: '9942', MT: '9943', NL: '9944', PL: '9945', PT: '9946', RO: '9947', RS: '9948',
  SI: '9949', SK: '9950', SM: '9951', TR: '9952', VA: '9953', FR: '9957',
};

/** A VAT number without the spaces and points people write in it. */
export function plainVatNumber(number: string | undefined): string | undefined {
  return number?.replace(/[\s.-]/g, '').toUpperCase() || undefined;
}

/** The Chamber of Commerce number, when it is a Dutch one. */
export function kvkOf(party: PaperParty): string | undefined {
  const number = party.kvk?.replace(/\s/g, '');
  return party.address.country === 'NL' && number && KVK.test(number) ? number : undefined;
}

/** The organisation identification number, when there is a well-formed one. */
export function oinOf(party: PaperParty): string | undefined {
  const number = party.oin?.replace(/\s/g, '');
  return number && OIN.test(number) ? number : undefined;
}

/**
 * The address to use: the one the party gave, else OIN, KvK or VAT number. Outside Peppol an e-mail address
 * serves too (scheme EM). Undefined when nothing of these is known.
 */
export function endpointOf(party: PaperParty, profile: UblProfile): Endpoint | undefined {
  if (party.peppol) return party.peppol;
  const oin = oinOf(party);
  if (oin) return { scheme: '0190', id: oin };
  const kvk = kvkOf(party);
  if (kvk) return { scheme: '0106', id: kvk };
  const vat = plainVatNumber(party.vatNumber);
  const scheme = vat && VAT_SCHEMES[vat.slice(0, 2)];
  if (vat && scheme) return { scheme, id: vat };
  return profile === 'nlcius' && party.email ? { scheme: 'EM', id: party.email } : undefined;
}
