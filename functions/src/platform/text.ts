import * as z from 'zod';

/**
 * Text as people may send it: trimmed, NFC, bounded, visible. Sizes are in UTF-16 code units, as JavaScript and the
 * rules of Firestore's clients count them.
 */

/** Controls, and the characters by which a text can be shown in another order than it is stored (UAX #9, X1 to X8). */
const CONTROLS = /[\p{Cc}\u2028\u2029\ufeff]/u;
const CONTROLS_BUT_LINES = /[^\P{Cc}\n\t]|[\u2028\u2029\ufeff]/u;
const BIDI_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

const message = {
  controls: 'must not contain control characters',
  bidi: 'must not contain characters that change the direction of text',
  broken: 'is not valid Unicode',
  invisible: 'must contain something visible',
} as const;

/**
 * One line of text that must say something: 1 to `max` code units.
 * An absent value is the caller's `.nullable()`, never the empty text.
 */
export function shortText(max: number) {
  return z
    .string()
    .overwrite(tidy)
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .refine(isWellFormed, message.broken)
    .refine((text) => !CONTROLS.test(text), message.controls)
    .refine((text) => !BIDI_OVERRIDES.test(text), message.bidi)
    .refine((text) => text === '' || VISIBLE.test(text), message.invisible);
}

/** Text of several lines, 0 to `max` code units; line ends become `\n`, tabs are kept. */
export function longText(max: number) {
  return z
    .string()
    .overwrite((text) => tidy(text.replace(/\r\n?/g, '\n')))
    .max(max, `must have at most ${max} characters`)
    .refine(isWellFormed, message.broken)
    .refine((text) => !CONTROLS_BUT_LINES.test(text), message.controls)
    .refine((text) => !BIDI_OVERRIDES.test(text), message.bidi);
}

/** An e-mail address, in lower case: Firebase Auth keeps them so, and no provider in use tells them apart by case. */
export const email = z
  .string()
  .check(
    z.overwrite((text) => tidy(text).toLowerCase()),
    z.maxLength(254, 'must have at most 254 characters'),
    z.email('must be an e-mail address such as name@example.nl'),
  )
  .meta({ description: 'E-mail address' });

/**
 * A telephone number: 7 to 15 digits (ITU-T E.164) with or without the `+` of the international form. Spaces, dots,
 * dashes, slashes and brackets are dropped, and with them the `(0)` that is not dialled from abroad; a leading `00`
 * becomes `+`.
 */
export const phone = z
  .string()
  .overwrite((text) => tidy(text).replaceAll('(0)', '').replace(/[ ./()\u00a0-]/g, '').replace(/^00/, '+'))
  .regex(/^\+?[0-9]{7,15}$/, 'must be a telephone number of 7 to 15 digits, such as +31 20 123 4567')
  .meta({ description: 'Telephone number, digits with or without a leading +' });

/** The language a person or document speaks. */
export const Language = z.enum(['nl', 'en'], { error: 'must be nl or en' });
export type Language = z.infer<typeof Language>;

// ISO 3166-1 alpha-2, officially assigned codes; the tests compare them with those of ICU.
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD ' +
  'CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF ' +
  'GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN ' +
  'KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
  'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI ' +
  'SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI ' +
  'VN VU WF WS YE YT ZA ZM ZW';

/** A country by its ISO 3166-1 alpha-2 code in capitals. */
export const CountryCode = z
  .enum(COUNTRIES.split(' '), { error: 'must be a country code of ISO 3166-1 such as NL' })
  .meta({ description: 'Country, ISO 3166-1 alpha-2' });
export type CountryCode = z.infer<typeof CountryCode>;

function tidy(text: string): string {
  return text.normalize('NFC').trim();
}

/** Half a surrogate pair cannot be stored: Firestore would answer with an error of its own. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
