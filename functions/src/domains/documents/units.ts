/** Units of quantity: what people type, what is printed, and the code of UN/ECE Recommendation 20 in an e-invoice. */
import type { DocumentLanguage } from './document-model.ts';

interface Unit {
  readonly code: string;
  /** For one, and for more where that is another word. */
  readonly nl: readonly [one: string, more?: string];
  readonly en: readonly [one: string, more?: string];
  readonly also: readonly string[];
}

const UNITS: readonly Unit[] = [
  { code: 'C62', nl: ['st.'], en: ['pc', 'pcs'], also: ['stuk', 'stuks', 'st', 'piece', 'pieces', 'pc', 'unit', 'units', 'ea', 'h87', 'keer', 'x'] },
  { code: 'HUR', nl: ['uur'], en: ['hr', 'hrs'], also: ['uren', 'u', 'hour', 'hours', 'hr', 'h'] },
  { code: 'MIN', nl: ['min'], en: ['min'], also: ['minuut', 'minuten', 'minute', 'minutes'] },
  { code: 'DAY', nl: ['dag', 'dagen'], en: ['day', 'days'], also: ['dagen', 'day', 'd'] },
  { code: 'WEE', nl: ['week', 'weken'], en: ['wk', 'wks'], also: ['weken', 'weeks'] },
  { code: 'MON', nl: ['mnd'], en: ['mth', 'mths'], also: ['maand', 'maanden', 'month', 'months'] },
  { code: 'ANN', nl: ['jaar'], en: ['yr', 'yrs'], also: ['jaren', 'year', 'years', 'yr'] },
  { code: 'KGM', nl: ['kg'], en: ['kg'], also: ['kilo', 'kilogram'] },
  { code: 'GRM', nl: ['g'], en: ['g'], also: ['gram'] },
  { code: 'TNE', nl: ['ton'], en: ['t'], also: ['tonne', 'tonnes'] },
  { code: 'LTR', nl: ['l'], en: ['l'], also: ['liter', 'litre', 'litres'] },
  { code: 'MTR', nl: ['m'], en: ['m'], also: ['meter', 'metre', 'metres'] },
  { code: 'KMT', nl: ['km'], en: ['km'], also: ['kilometer', 'kilometre', 'kilometres'] },
  { code: 'CMT', nl: ['cm'], en: ['cm'], also: ['centimeter'] },
  { code: 'MTK', nl: ['m²'], en: ['m²'], also: ['m2'] },
  { code: 'MTQ', nl: ['m³'], en: ['m³'], also: ['m3'] },
  { code: 'KWH', nl: ['kWh'], en: ['kWh'], also: [] },
  { code: 'SET', nl: ['set', 'sets'], en: ['set', 'sets'], also: ['sets'] },
  { code: 'PR', nl: ['paar'], en: ['pair', 'pairs'], also: ['pair'] },
  { code: 'XBX', nl: ['doos', 'dozen'], en: ['box', 'boxes'], also: ['dozen', 'box'] },
  { code: 'XPK', nl: ['pak', 'pakken'], en: ['pack', 'packs'], also: ['pakken', 'pack', 'package', 'packages'] },
  { code: 'LS', nl: ['vast'], en: ['fixed'], also: ['lump sum'] },
];

const byName = new Map(
  UNITS.flatMap((unit) => [unit.code, ...unit.nl, ...unit.en, ...unit.also].flatMap((name) => (name === undefined ? [] : [[name.toLowerCase(), unit] as const]))),
);

/** The unit as it is printed after a quantity; one that is not known is printed as typed. @param quantity a decimal */
export function unitLabel(unit: string, language: DocumentLanguage, quantity: string): string {
  const known = byName.get(unit.trim().toLowerCase())?.[language];
  if (known === undefined) return unit.trim();
  const [one, more = one] = known;
  return /^-?1(\.0*)?$/.test(quantity) ? one : more;
}

/** The code for an e-invoice. What has no code counts as "one" (C62). */
export function unitCode(unit: string | undefined): string {
  return byName.get((unit ?? '').trim().toLowerCase())?.code ?? 'C62';
}
