/** Which electronic addresses the Peppol network knows, and how their identifiers are written. */

/** The schemes of Peppol's code list of participant identifiers (rule PEPPOL-EN16931-CL008, release of November 2026). */
const SCHEMES = new Set(
  (
    '0002 0007 0009 0060 0088 0096 0097 0106 0130 0135 0142 0151 0158 0183 0184 0188 0190 0191 0192 0195 0196 0198 0199 ' +
    '0200 0201 0204 0208 0209 0210 0211 0216 0218 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 ' +
    '9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 ' +
    '9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959'
  ).split(' '),
);

/** Forms that the network checks of schemes our customers are likely to have (PEPPOL-COMMON-R040, R043, R054 to R056). */
const FORMS: Readonly<Record<string, (id: string) => boolean>> = {
  '0088': isLocationNumber,
  '0106': (id) => /^\d{8}$/.test(id),
  '0190': (id) => /^\d{20}$/.test(id),
  '0208': isBelgianEnterprise,
  '9944': (id) => /^NL\d{9}B\d{2}$/.test(id),
};

/** Whether the network can deliver to an identifier under a scheme, as far as its form tells. */
export function isElectronicAddress({ scheme, id }: { readonly scheme: string; readonly id: string }): boolean {
  return SCHEMES.has(scheme) && (FORMS[scheme]?.(id) ?? true);
}

/** A global location number of 13 digits, the last of which is the check digit of GS1. */
function isLocationNumber(id: string): boolean {
  if (!/^\d{13}$/.test(id)) return false;
  const sum = [...id].reduce((total, digit, index) => total + BigInt(digit) * (index % 2 === 0 ? 1n : 3n), 0n);
  return sum % 10n === 0n;
}

/** Ten digits from 0 or 1, whose last two are 97 less the remainder of the first eight. */
function isBelgianEnterprise(id: string): boolean {
  return /^[01]\d{9}$/.test(id) && 97n - (BigInt(id.slice(0, 8)) % 97n) === BigInt(id.slice(8));
}
