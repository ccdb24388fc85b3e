import type * as z from 'zod';
import { type Action } from '../../src/platform/action.ts';
import { quoteLines } from '../builders/quote.ts';

/** By the name of the field, the id of a document that exists in one organisation. */
export type KnownIds = Readonly<Record<string, string>>;

/** Values for fields that are no ids, by their names; an action with a field that is missing here says so. */
const VALUES: Readonly<Record<string, unknown>> = {
  name: 'Fenna Özdemir',
  email: 'fenna@goudenaar.example',
  kind: 'private',
  role: 'viewer',
  permissions: ['orders.read'],
  reason: 'Toch liever zelf gedaan',
  lines: quoteLines,
  address: { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' },
  /** The token of an invitation, where somebody without one tries. */
  invitation: 'no-token',
};

/** Fields that hold the id of a document of the organisation. `role` is the id of a custom role, or a built-in name. */
export function idFields(action: Action): string[] {
  return Object.keys(action.input.shape).filter((field) => /Id$/.test(field) || field === 'uid' || field === 'role');
}

/** The smallest input that an action takes, with the ids of one organisation. */
export function smallestInput(action: Action, ids: KnownIds): Record<string, unknown> {
  const required = Object.entries(action.input.shape as Record<string, z.ZodType>).filter(([, schema]) => !schema.safeParse(undefined).success);
  const input = Object.fromEntries(required.map(([field]) => [field, valueOf(action, field, ids)]));
  const result = action.input.safeParse(input);
  if (!result.success) throw new Error(`${action.name} does not take ${JSON.stringify(input)}: ${result.error.message}`);
  return input;
}

function valueOf(action: Action, field: string, ids: KnownIds): unknown {
  const value = ids[field] ?? VALUES[field];
  if (value === undefined) throw new Error(`${action.name} needs a field ${field}: give it a value in outsider-input.ts, or build such a document in outsiders.test.ts`);
  return value;
}
