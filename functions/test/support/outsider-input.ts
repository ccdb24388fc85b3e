import type * as z from 'zod';
import { type Action } from '../../src/platform/action.ts';
import { quoteLines } from '../builders/quote.ts';
import { sample } from './sample.ts';

/** By the name of the field, the id of a document that exists in one organisation. */
export type KnownIds = Readonly<Record<string, string>>;

/** Values that a schema alone does not tell, by the names of their fields. */
const VALUES: Readonly<Record<string, unknown>> = {
  role: 'viewer',
  lines: quoteLines,
  address: { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' },
  csv: 'naam;soort\nFenna Özdemir;particulier\n',
  content: { lines: quoteLines },
  deposit: { percentBp: 2_750 },
};

/** Fields that hold the id of a document of the organisation. `role` is the id of a custom role, or a built-in name. */
export function idFields(action: Action): string[] {
  return Object.keys(action.input.shape).filter((field) => /Id$/.test(field) || field === 'uid' || field === 'role');
}

/** `fromShopId` is a `shopId`. */
export function idOf(ids: KnownIds, field: string): string | undefined {
  const kind = Object.keys(ids).find((known) => field.toLowerCase().endsWith(known.toLowerCase()));
  return kind === undefined ? undefined : ids[kind];
}

/** The smallest input that an action takes, with the ids of one organisation. */
export function smallestInput(action: Action, ids: KnownIds): Record<string, unknown> {
  const required = Object.entries(action.input.shape as Record<string, z.ZodType>).filter(([, schema]) => !schema.safeParse(undefined).success);
  const input = Object.fromEntries(required.map(([field, schema]) => [field, valueOf(field, schema, ids)]));
  const result = action.input.safeParse(input);
  if (result.success) return input;
  throw new Error(
    `${action.name} does not take ${JSON.stringify(input)}: give the field a value in outsider-input.ts, ` +
      `or build such a document in outsiders.test.ts\n${result.error.message}`,
  );
}

function valueOf(field: string, schema: z.ZodType, ids: KnownIds): unknown {
  // An id that nobody built stays away, so that the action says which one is missing.
  if (/Id$/.test(field)) return idOf(ids, field);
  return ids[field] ?? [VALUES[field]].find((value) => schema.safeParse(value).success) ?? sample(schema);
}
