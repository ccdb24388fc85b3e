import * as z from 'zod';
import { projectHasInvoices } from '../domains/invoices/api.ts';
import { projectById, projectIsUsed, removeProject } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { AppError } from '../platform/errors.ts';
import { Id } from '../platform/ids.ts';

export const deleteProject = action({
  name: 'projects/delete',
  summary: 'Deletes a project without time, expenses, invoices or a quote; others can be archived',
  permission: 'projects.write',
  input: z.object({ projectId: Id }),
  output: z.object({ projectId: Id }),
  async run({ input: { projectId }, org, tx }) {
    // Whoever writes something down for a project reads it in its transaction, so of the two only one commits.
    const project = await projectById(tx, org, projectId);
    const [used, invoiced] = await Promise.all([projectIsUsed(tx, org, projectId), projectHasInvoices(tx, org, projectId)]);
    if (used || invoiced || project.quoteId !== null) throw inUse(projectId);
    removeProject(tx, org, projectId);
    return { projectId };
  },
});

function inUse(projectId: string): AppError {
  return new AppError('wrong-state', `project ${projectId} has documents`, {
    say: {
      en: 'Time, expenses or documents depend on this project. Archive it instead.',
      nl: 'Er horen uren, kosten of documenten bij dit project. Archiveer het.',
    },
  });
}
