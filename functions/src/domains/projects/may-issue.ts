import { permits, type Actor } from '../../platform/actor.ts';
import { AppError } from '../../platform/errors.ts';
import { type Invoicing } from './project.ts';

const ISSUING: readonly Invoicing[] = ['finalize', 'send'];

/**
 * Whoever decides what a project issues by itself issues invoices.
 * @throws AppError `forbidden`
 */
export function assertMayIssue(actor: Actor, ...modes: readonly Invoicing[]): void {
  if (!modes.some((mode) => ISSUING.includes(mode))) return;
  if (actor.kind === 'system' || ((actor.kind === 'member' || actor.kind === 'key') && permits(actor.permissions, 'invoices.finalize'))) return;
  throw new AppError('forbidden', 'needs invoices.finalize: the project issues invoices by itself', {
    say: {
      en: 'This project issues invoices by itself; only who may finalise invoices can change that.',
      nl: 'Dit project maakt zelf facturen definitief; alleen wie facturen definitief mag maken kan dit wijzigen.',
    },
    data: { permission: 'invoices.finalize' },
  });
}
