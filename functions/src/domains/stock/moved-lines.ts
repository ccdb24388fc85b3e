import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Measure } from './unit.ts';

/** Items and how much of each, as a person enters them: `12` `kg` of flour. */
export const MovedLines = z
  .array(z.strictObject({ key: Id, ...Measure.shape }))
  .min(1, 'must have at least one line')
  .max(100, 'must be at most 100 lines')
  .refine((lines) => new Set(lines.map(({ key }) => key)).size === lines.length, 'must name each item once');

export const Note = z.string().trim().max(500, 'must have at most 500 characters').default('');
