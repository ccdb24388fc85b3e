import { Id } from '../../platform/ids.ts';
import { resource } from '../../platform/resource.ts';
import { TillMovement } from './movement.ts';
import { movements, sessions, tills } from './repo.ts';
import { Till, TillSession } from './session.ts';

const domain = 'till';
const permission = 'till.use';

export const tillResources = [
  resource({
    name: 'tills',
    domain,
    singular: 'till',
    summary: 'tills, and which session is open',
    collection: tills,
    schema: Till,
    permission,
    filters: {},
    sorts: { '-createdAt': 'createdAt' },
  }),
  resource({
    name: 'tillSessions',
    domain,
    singular: 'tillSession',
    idField: 'sessionId',
    summary: 'sessions of tills, from opening to closing',
    collection: sessions,
    schema: TillSession,
    permission,
    filters: { tillId: Id, status: TillSession.shape.status },
    sorts: { '-openedAt': 'openedAt' },
  }),
  resource({
    name: 'tillMovements',
    domain,
    singular: 'tillMovement',
    idField: 'movementId',
    summary: 'sales, pay-ins and pay-outs at tills',
    collection: movements,
    schema: TillMovement,
    permission,
    filters: { sessionId: Id, kind: TillMovement.shape.kind },
    sorts: { '-at': 'at' },
  }),
];
