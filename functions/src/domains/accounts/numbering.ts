import * as z from 'zod';
import { type IsoDate, yearOf } from '../../platform/business-date.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { nextDatedNumber, readyNumber, sequenceRef } from '../../platform/sequence.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';

/**
 * How documents are numbered: `{year}-{seq:4}` gives 2026-0047. `{seq}` is the counter, `{seq:4}` pads it to four
 * digits, `{year}` is the year of the document's date and makes the counter begin again each year. A number of an
 * organisation never occurs twice, whatever its formats are changed to; `claimFormats` sees to that.
 */

/** The kinds of document that have numbers of their own. */
export const SERIES = ['invoice', 'creditNote', 'quote', 'order'] as const;
export type Series = (typeof SERIES)[number];

const TOKEN = /\{(year|seq(?::[1-9])?)\}/g;
const count = (format: string, token: RegExp): number => format.match(token)?.length ?? 0;

export const NumberFormat = z
  .string()
  .trim()
  .max(32, 'must have at most 32 characters')
  .refine((format) => count(format, /\{seq(:[1-9])?\}/g) === 1, 'must contain {seq} or {seq:4} once, or numbers would repeat')
  .refine((format) => count(format, /\{year\}/g) <= 1, 'must contain {year} at most once')
  .refine(
    (format) => /^[A-Za-z0-9./_-]*$/.test(format.replace(TOKEN, '')),
    'may contain letters, digits, and . / _ - besides {year} and {seq}',
  );

export const Numbering = z
  .strictObject({ invoice: NumberFormat, creditNote: NumberFormat, quote: NumberFormat, order: NumberFormat })
  .superRefine((numbering, context) => {
    SERIES.forEach((series, index) => {
      const twin = SERIES.slice(0, index).find((other) => outline(numbering[other]) === outline(numbering[series]));
      if (twin === undefined) return;
      const message = `could give the same numbers as the format of ${twin}; set other letters before or after it`;
      context.addIssue({ code: 'custom', path: [series], message, input: numbering });
    });
  });
export type Numbering = z.output<typeof Numbering>;

export const DEFAULT_NUMBERING: Numbering = {
  invoice: '{year}-{seq:4}',
  creditNote: 'CN{year}-{seq:4}',
  quote: 'Q{year}-{seq:4}',
  order: 'ORD-{seq:4}',
};

/**
 * What all numbers of a format look like when each run of digits is one `#`. Formats with different outlines never
 * give the same number, since letters and signs would have to differ.
 */
function outline(format: string): string {
  return format.replace(TOKEN, '0').replace(/[0-9]+/g, '#').toUpperCase();
}

/** A format without its padding and case. Within one structure a number tells its year and counter, so none repeats. */
function structure(format: string): string {
  return format.replace(/\{seq:[1-9]\}/, '{seq}').toUpperCase();
}

/** Formats an organisation may go through; each is kept, for its numbers are out in the world. */
const MAX_CLAIMS = 200;

/**
 * Adds the formats of `numbering` to those already in use. An outline belongs to one series and one structure for
 * ever: its counter only goes up, so that what was once given out never comes again.
 * @param claims entries `<series> <structure>`, as kept with the organisation
 * @throws AppError `invalid-input` naming the series whose format could repeat old numbers
 */
export function claimFormats(claims: readonly string[], numbering: Numbering): string[] {
  const known = [...claims];
  for (const series of SERIES) {
    const claim = `${series} ${structure(numbering[series])}`;
    if (known.includes(claim)) continue;
    const taken = known.some((other) => outlineOfClaim(other) === outline(numbering[series]));
    if (taken) {
      throw invalidField(`numbering.${series}`, {
        en: 'This format could repeat numbers that were given out before. Set other letters before or after it.',
        nl: 'Met deze opmaak kunnen eerder uitgegeven nummers terugkomen. Zet er andere letters voor of achter.',
      });
    }
    known.push(claim);
  }
  if (known.length > MAX_CLAIMS) {
    throw new AppError('limit-reached', `${known.length} number formats`, {
      say: { en: 'The number formats were changed too often.', nl: 'De nummeropmaak is te vaak gewijzigd.' },
    });
  }
  return known;
}

function outlineOfClaim(claim: string): string {
  // Kept in capitals; the tokens are known in small letters.
  return outline(claim.slice(claim.indexOf(' ') + 1).replace('{YEAR}', '{year}').replace('{SEQ}', '{seq}'));
}

/** The number as it is printed. */
export function formatNumber(format: string, year: number, sequence: number): string {
  return format.replace(TOKEN, (_token, name: string) => {
    if (name === 'year') return String(year).padStart(4, '0');
    const digits = name.split(':')[1];
    return String(sequence).padStart(digits === undefined ? 1 : Number.parseInt(digits, 10), '0');
  });
}

/**
 * Gives the next number of a series to a document of today, with the date that goes with it: in every series numbers
 * rise with their dates. Call it last in the transaction, after every check that can fail: numbers have no gaps.
 * @param today the organisation's business date
 */
export async function nextDocumentNumber(
  tx: Tx,
  org: Tenant,
  organisation: { readonly numbering: Numbering },
  series: Series,
  today: IsoDate,
): Promise<{ number: string; date: IsoDate }> {
  const { number, date } = await nextDatedNumber(tx, org, counterOf(organisation, series, today), today);
  return { number: formatNumber(organisation.numbering[series], yearOf(today), number), date };
}

/** Reads the counter of `nextDocumentNumber` along with other documents: one round trip less while it is locked. */
export function readyDocumentNumber(
  tx: Tx,
  org: Tenant,
  organisation: { readonly numbering: Numbering },
  series: Series,
  today: IsoDate,
): Promise<void> {
  return readyNumber(tx, org, counterOf(organisation, series, today));
}

/** Where the numbers of a series stand, to be read in one round trip with other documents. */
export function numberRef(org: Tenant, organisation: { readonly numbering: Numbering }, series: Series, today: IsoDate) {
  return sequenceRef(org, counterOf(organisation, series, today));
}

/** Without the year in it a number must not begin again in January. */
function counterOf({ numbering }: { readonly numbering: Numbering }, series: Series, today: IsoDate): string {
  return numbering[series].includes('{year}') ? `${series}-${yearOf(today)}` : series;
}
