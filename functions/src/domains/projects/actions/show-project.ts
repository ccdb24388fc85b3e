import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Project } from '../project.ts';
import { projectById } from '../repo.ts';

export const showProject = query({
  name: 'projects/show',
  summary: 'One project',
  permission: 'projects.read',
  input: z.object({ projectId: Id }),
  output: Project,
  read: ({ input, org, reader }) => projectById(reader, org, input.projectId),
});
