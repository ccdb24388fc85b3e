import { actorName, type Actor } from '../../platform/actor.ts';
import { type Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { formatMoney } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { type TillMovement } from './movement.ts';
import { MAX_MOVEMENTS, movementRef, sessionRef } from './repo.ts';
import { TILL_TRANSITIONS, type TillSession } from './session.ts';
import { withMovement } from './summary.ts';

export interface Counter {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
  readonly actor: Actor;
}

type NewMovement = Pick<TillMovement, 'kind' | 'method' | 'amount' | 'received'> & Partial<TillMovement>;

/**
 * Adds a movement to an open session and brings its summary up to date. The session is read and written in the same
 * transaction, so a movement and the closing of its session cannot both win.
 * @throws AppError `wrong-state` for a closed session or a drawer without so much cash; `limit-reached`
 */
export function addTillMovement({ tx, org, clock, actor }: Counter, session: TillSession, movement: NewMovement): TillMovement {
  // A session that may not be closed any more is closed.
  if (TILL_TRANSITIONS[session.status].length === 0) throw closed(session);
  if (session.summary.count >= MAX_MOVEMENTS) throw full(session);
  const { id: sessionId, tillId, currency } = session;
  const nothing = { tendered: null, change: null, reference: null, purpose: null, reason: null, subject: null, number: null, paymentId: null, vat: [] };
  const whose = { tillId, sessionId, currency, by: actorName(actor), at: clock.now() };
  const added: TillMovement = { ...nothing, ...movement, ...whose, id: movement.id ?? newId() };
  const summary = withMovement(session.summary, added);
  if (added.received < 0 && added.method === 'cash' && summary.expectedCash < 0) throw notEnough(session);
  tx.append(movementRef(org, added.id), added);
  tx.update(sessionRef(org, sessionId), { summary });
  return added;
}

function closed({ id }: TillSession): AppError {
  return new AppError('wrong-state', `till session ${id} is closed`, {
    say: { en: 'This till has been closed.', nl: 'Deze kassa is afgesloten.' },
  });
}

function full({ id }: TillSession): AppError {
  return new AppError('limit-reached', `till session ${id} has ${MAX_MOVEMENTS} movements`, {
    say: { en: 'This session is full. Close the till and open it again.', nl: 'Deze kassadag is vol. Sluit de kassa af en open haar opnieuw.' },
  });
}

function notEnough({ id, currency, summary: { expectedCash: amount } }: TillSession): AppError {
  const there = (language: 'en' | 'nl') => formatMoney({ amount, currency }, language);
  return new AppError('wrong-state', `till session ${id} has ${amount} in cash`, {
    say: { en: `There is only ${there('en')} in the till.`, nl: `Er zit maar ${there('nl')} in de kassa.` },
  });
}
