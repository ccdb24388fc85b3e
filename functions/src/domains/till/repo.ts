import { AppError } from '../../platform/errors.ts';
import { tenantCollection, type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type TillMovement } from './movement.ts';
import { type Till, type TillSession } from './session.ts';

export const tills = tenantCollection<Till>('tills');
export const sessions = tenantCollection<TillSession>('tillSessions');
export const movements = tenantCollection<TillMovement>('tillMovements');

export const tillRef = tills.doc;
export const sessionRef = sessions.doc;
export const movementRef = movements.doc;

/** More than a counter sees in a day; whoever gets here closes and opens anew. */
export const MAX_MOVEMENTS = 5_000;

/** All movements of a session, in the order in which they were made. */
export async function movementsOfSession(reader: Reader, org: Tenant, sessionId: string): Promise<TillMovement[]> {
  const found = await reader.find(movements.in(org).where('sessionId', '==', sessionId).limit(MAX_MOVEMENTS + 1));
  if (found.length > MAX_MOVEMENTS) throw new Error(`session ${sessionId} has too many movements to sum`);
  return found.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
}

/** A till with its open session; both are locked for this transaction once they are written. */
export async function openSessionOf(reader: Reader, org: Tenant, tillId: string): Promise<{ till: Till; session: TillSession }> {
  const till = await reader.require(tills.doc(org, tillId));
  if (till.sessionId === null) throw notOpen(till);
  return { till, session: await reader.require(sessions.doc(org, till.sessionId)) };
}

/** @throws AppError `not-found` */
export function tillMovement(reader: Reader, org: Tenant, id: string): Promise<TillMovement> {
  return reader.require(movements.doc(org, id));
}

/** @throws AppError `not-found` */
export function tillNamed(reader: Reader, org: Tenant, id: string): Promise<Till> {
  return reader.require(tills.doc(org, id));
}

function notOpen({ id }: Till): AppError {
  return new AppError('wrong-state', `till ${id} is not open`, { say: { en: 'Open the till first.', nl: 'Open eerst de kassa.' } });
}
