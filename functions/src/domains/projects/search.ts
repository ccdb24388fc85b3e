import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { Instant } from '../../platform/instant.ts';
import { search } from '../../platform/search.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { searchableTexts, type Project } from './project.ts';
import { countProjects, listProjects, type ProjectFilter } from './repo.ts';

interface Question extends Omit<ProjectFilter, 'prefix'> {
  readonly text: string;
  readonly cursor: string | null;
  readonly limit: number;
}

const Position = z.strictObject({ createdAt: Instant, id: z.string().max(128) });

/** Projects by the words of their name, number, reference and customer; the newest first. */
export async function findProjects(reader: Reader, org: Tenant, question: Question): Promise<{ projects: Project[]; nextCursor: string | null }> {
  const { text, cursor, limit, ...filter } = question;
  const after = cursor === null ? undefined : decodeCursor(Position, cursor);
  const { found, next } = await search(
    {
      list: (prefix, from, most) => listProjects(reader, org, { ...filter, prefix }, from, most),
      count: (prefix, most) => countProjects(org, { ...filter, prefix }, most),
      textsOf: (project: Project) => searchableTexts(project),
      positionOf: ({ createdAt, id }) => ({ createdAt, id }),
    },
    { text, limit, after },
  );
  return { projects: found, nextCursor: next === null ? null : encodeCursor(z.encode(Position, next)) };
}
