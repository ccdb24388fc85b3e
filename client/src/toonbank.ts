import { actionsOf } from './actions.ts';
import type { ClientSettings } from './connection.ts';
import type { Organisation, Profile } from './documents.generated.ts';
import { LiveConnection, type LiveOptions } from './live-connection.ts';
import type { Live, LiveOne } from './live-types.ts';
import { liveCollection, liveDocument } from './live.ts';
import type { ActionNamespaces, LiveCollections } from './namespaces.generated.ts';
import type { Device, MembershipCard } from './stored.ts';
import { COLLECTIONS } from './table.generated.ts';

/** What belongs to the person rather than to an organisation, and the organisation itself. */
export interface OwnDocuments {
  /** The organisation that the client works in; every member may see it. */
  readonly organisation: LiveOne<Organisation>;
  /** The person who is signed in. */
  readonly profile: LiveOne<Profile>;
  /** The organisations that the person belongs to. */
  readonly memberships: Live<MembershipCard, { readonly limit?: number }>;
  /** The person's devices that pushes go to. */
  readonly devices: Live<Device, { readonly limit?: number }>;
}

/** The whole client. */
export type Toonbank = ActionNamespaces &
  LiveCollections &
  OwnDocuments & {
    readonly connection: LiveConnection;
    readonly organisationId: string | undefined;
    /** The same client for another organisation or language. It costs nothing, and what listens already goes on listening. */
    with(settings: ClientSettings): Toonbank;
  };

/** A client that calls and listens. @throws TypeError when it does not follow where the server is */
export function createToonbank(options: LiveOptions): Toonbank {
  return toonbankOn(new LiveConnection(options));
}

function toonbankOn(connection: LiveConnection): Toonbank {
  const namespaces: Record<string, object> = actionsOf(connection);
  for (const [name, row] of Object.entries(COLLECTIONS)) namespaces[name] = { ...namespaces[name], ...liveCollection(connection, name, row) };
  const own: OwnDocuments = {
    organisation: liveDocument(connection, () => `orgs/${connection.requireOrganisation()}`, false),
    profile: liveDocument(connection, (uid) => `users/${uid}`, true),
    memberships: liveCollection(connection, 'memberships', {}, true) as unknown as OwnDocuments['memberships'],
    devices: liveCollection(connection, 'devices', {}, true) as unknown as OwnDocuments['devices'],
  };
  return {
    ...(namespaces as unknown as ActionNamespaces & LiveCollections),
    ...own,
    connection,
    organisationId: connection.organisationId,
    with: (settings) => toonbankOn(connection.with(settings)),
  };
}
