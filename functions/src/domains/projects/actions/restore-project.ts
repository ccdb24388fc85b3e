import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { beginning } from '../invoicing.ts';
import { Project } from '../project.ts';
import { changeProject, projectById } from '../repo.ts';

export const restoreProject = action({
  name: 'projects/restore',
  summary: 'Brings an archived project back',
  permission: 'projects.write',
  input: z.object({ projectId: Id }),
  output: Project,
  async run({ input: { projectId }, org, clock, tx }) {
    const [project, sender] = await Promise.all([projectById(tx, org, projectId), organisation(tx, org)]);
    if (project.archivedAt === null) return project;
    return changeProject(tx, org, project, { archivedAt: null, ...beginning({ ...project, archivedAt: null }, sender, clock.now()) });
  },
});
