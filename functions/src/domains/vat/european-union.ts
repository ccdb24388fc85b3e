/**
 * The territory of the VAT directive (2006/112/EC, articles 5 to 8), by ISO 3166-1 alpha-2 code. Monaco counts as
 * France. Parts of member states that stand outside, such as the Canary Islands, have no code of their own and
 * are not told apart.
 */
const UNION = new Set([
  'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MC',
  'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK',
]);

/** Whether services to a country are services within the Union. */
export function isInUnion(country: string): boolean {
  return UNION.has(country);
}

/**
 * Whether goods sent to a country stay within the Union. Northern Ireland does for goods: its companies have
 * VAT numbers that begin with XI, at addresses in the United Kingdom.
 */
export function isInUnionForGoods(country: string, vatNumber: string | null): boolean {
  return isInUnion(country) || country === 'XI' || (country === 'GB' && vatNumber?.startsWith('XI') === true);
}

/** The two letters with which the VAT numbers of a country begin. */
export function vatPrefixOf(country: string): string {
  return PREFIXES[country] ?? country;
}

const PREFIXES: Readonly<Partial<Record<string, string>>> = { GR: 'EL', MC: 'FR' };
