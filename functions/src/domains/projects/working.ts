import { actorName, type Actor } from '../../platform/actor.ts';
import { businessDate, type IsoDate } from '../../platform/business-date.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { memberRef, type Member, type Organisation } from '../accounts/api.ts';
import { type Project } from './project.ts';
import { projectById } from './repo.ts';

/**
 * A project that time and expenses may be written on. Read in the transaction that does, so that a project cannot be
 * deleted or archived meanwhile.
 * @throws AppError `not-found`, or `wrong-state` when archived
 */
export async function openProject(reader: Reader, org: Tenant, projectId: string): Promise<Project> {
  const project = await projectById(reader, org, projectId);
  if (project.archivedAt === null) return project;
  throw new AppError('wrong-state', `project ${projectId} is archived`, {
    say: { en: 'This project is archived. Restore it first.', nl: 'Dit project is gearchiveerd. Herstel het eerst.' },
  });
}

/** Whose time it is: the caller's own unless told. @throws AppError `invalid-input` when neither says */
export function personOf(actor: Actor, uid: string | undefined): string {
  const own = actor.kind === 'member' ? actor.uid : undefined;
  const person = uid ?? own;
  if (person !== undefined) return person;
  throw new AppError('invalid-input', `${actorName(actor)} is no person`, {
    say: { en: 'Say whose time it is.', nl: 'Geef aan van wie deze uren zijn.' },
    issues: [{ path: 'uid', code: 'required', message: 'is required' }],
  });
}

/** @throws AppError `invalid-input` at `uid` when this is no active member */
export async function worker(reader: Reader, org: Tenant, uid: string): Promise<Member> {
  const member = await reader.get(memberRef(org, uid));
  if (member?.status === 'active') return member;
  throw invalidField('uid', { en: 'This is not a member of the organisation.', nl: 'Dit is geen lid van de organisatie.' });
}

/**
 * Work was done on a day that the organisation existed, and not after today.
 * @throws AppError `invalid-input` at `path`
 */
export function assertWorkable(date: IsoDate, { createdAt, timeZone }: Organisation, now: Date, path = 'date'): void {
  if (date > businessDate(now, timeZone)) throw invalidField(path, { en: 'This day is yet to come.', nl: 'Deze dag moet nog komen.' });
  if (date < businessDate(createdAt, timeZone)) {
    throw invalidField(path, { en: 'The organisation did not exist on that day.', nl: 'De organisatie bestond nog niet op die dag.' });
  }
}
