import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Project } from '../project.ts';
import { changeProject, projectById } from '../repo.ts';

export const restoreProject = action({
  name: 'projects/restore',
  summary: 'Brings an archived project back',
  permission: 'projects.write',
  input: z.object({ projectId: Id }),
  output: Project,
  async run({ input: { projectId }, org, tx }) {
    const project = await projectById(tx, org, projectId);
    return project.archivedAt === null ? project : changeProject(tx, org, project, { archivedAt: null });
  },
});
