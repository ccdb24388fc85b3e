import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Project } from '../project.ts';
import { changeProject, projectById } from '../repo.ts';

export const archiveProject = action({
  name: 'projects/archive',
  summary: 'Takes a project out of lists and closes it for time and expenses; what is open can still be invoiced',
  permission: 'projects.write',
  input: z.object({ projectId: Id }),
  output: Project,
  async run({ input: { projectId }, org, clock, tx }) {
    const project = await projectById(tx, org, projectId);
    return project.archivedAt === null ? changeProject(tx, org, project, { archivedAt: clock.now(), invoiceAt: null }) : project;
  },
});
