import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { customer } from '../../customers/api.ts';
import { Project } from '../project.ts';
import { findProjects } from '../search.ts';

export const searchProjects = query({
  name: 'projects/search',
  summary: 'Finds projects by the beginning of any word of their name, number, reference or customer, the newest first',
  permission: 'projects.read',
  input: z.object({
    /** Empty: all projects. */
    text: z.string().max(200, 'must have at most 200 characters').default(''),
    customerId: Id.nullable().default(null),
    archived: z.boolean().default(false),
    cursor: z.string().max(2000).nullable().default(null),
    limit: z.int().min(1).max(100).default(25),
  }),
  output: z.object({ projects: z.array(Project), nextCursor: z.string().nullable() }),
  async read({ input, org, reader }) {
    // As for quotes: a customer that does not exist is a mistake to be told of.
    if (input.customerId !== null) await customer(reader, org, input.customerId);
    return findProjects(reader, org, input);
  },
});
