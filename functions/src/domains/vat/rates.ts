import * as z from 'zod';
import { type IsoDate, isoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';

/** How the law rates a supply, apart from who buys it. */
export const RateKind = z.enum(['standard', 'reduced', 'zero', 'exempt']);
export type RateKind = z.infer<typeof RateKind>;

/** Supplies of which the rate kind is a matter of dispute or of date, to choose from in a catalogue. */
export const RatedSubject = z.enum(['lodging', 'camping', 'food', 'soft-drink', 'alcohol']);
export type RatedSubject = z.infer<typeof RatedSubject>;

/** A value that holds from a date until the next row's. */
interface Dated<T> {
  readonly from: IsoDate;
  readonly value: T;
}

/** Rows in the order of their dates. */
type Timeline<T> = readonly Dated<T>[];

function since<T>(from: string, value: T): Dated<T> {
  return { from: isoDate(from), value };
}

/**
 * Rates in basis points by country. The Netherlands: Wet op de omzetbelasting 1968, article 9, as published by
 * the Belastingdienst; the standard rate went from 19 to 21 % in October 2012, the reduced one from 6 to 9 % in 2019.
 * A country that is added here can be sold to under the one-stop shop.
 */
const RATES: Readonly<Partial<Record<string, Readonly<Record<'standard' | 'reduced', Timeline<number>>>>>> = {
  NL: {
    standard: [since('2001-01-01', 1900), since('2012-10-01', 2100)],
    reduced: [since('2001-01-01', 600), since('2019-01-01', 900)],
  },
};

/** Dutch table I and what left it: lodging is taxed at the standard rate from 2026, camping sites are not. */
const SUBJECTS: Readonly<Record<RatedSubject, Timeline<'standard' | 'reduced'>>> = {
  lodging: [since('2001-01-01', 'reduced'), since('2026-01-01', 'standard')],
  camping: [since('2001-01-01', 'reduced')],
  food: [since('2001-01-01', 'reduced')],
  'soft-drink': [since('2001-01-01', 'reduced')],
  alcohol: [since('2001-01-01', 'standard')],
};

/**
 * The rate in basis points that a country has for a kind of supply on the date of supply.
 *
 * @throws AppError `invalid-input` at `path` when the table has no rate for the country or that long ago
 */
export function rateAt(country: string, kind: RateKind, date: IsoDate, path = 'supplyDate'): number {
  if (kind === 'zero' || kind === 'exempt') return 0;
  const rate = valueAt(RATES[country]?.[kind] ?? [], date);
  if (rate === undefined) {
    throw invalidField(path, {
      en: `No VAT rate of ${country} is known on ${date}.`,
      nl: `Van ${country} is op ${date} geen btw-tarief bekend.`,
    });
  }
  return rate;
}

/** The rate kind of a subject under Dutch law on the date of supply. @throws AppError `invalid-input` at `path` */
export function rateKindOf(subject: RatedSubject, date: IsoDate, path = 'supplyDate'): RateKind {
  const kind = valueAt(SUBJECTS[subject], date);
  if (kind === undefined) {
    throw invalidField(path, { en: `No VAT rate is known on ${date}.`, nl: `Op ${date} is geen btw-tarief bekend.` });
  }
  return kind;
}

function valueAt<T>(timeline: Timeline<T>, date: IsoDate): T | undefined {
  return timeline.findLast((row) => row.from <= date)?.value;
}
