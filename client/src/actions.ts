import { call } from './call.ts';
import type { CallOptions, LinkOptions } from './call-types.ts';
import { Connection, type ClientSettings, type ConnectionOptions } from './connection.ts';
import type { ActionNamespaces } from './namespaces.generated.ts';
import { ACTIONS } from './table.generated.ts';

type Method = (input?: unknown, options?: CallOptions & Partial<LinkOptions>) => Promise<unknown>;

/** What `createActions` gives: every action, and no live queries. */
export type Actions = ActionNamespaces & {
  readonly connection: Connection;
  readonly organisationId: string | undefined;
  /** The same client for another organisation or language. */
  with(settings: ClientSettings): Actions;
};

/**
 * A client that only calls: for programs, shop pages and everything else that listens to nothing. Firestore's SDK stays
 * out of what is bundled.
 */
export function createActions(options: ConnectionOptions | Connection): Actions {
  const connection = options instanceof Connection ? options : new Connection(options);
  return {
    ...(actionsOf(connection) as unknown as ActionNamespaces),
    connection,
    organisationId: connection.organisationId,
    with: (settings) => createActions(connection.with(settings)),
  };
}

/** Every namespace with its actions. */
export function actionsOf(connection: Connection): Record<string, Record<string, Method>> {
  return Object.fromEntries(
    ACTIONS.split(';').map((line) => {
      const [namespace = '', methods = ''] = line.split(':');
      return [namespace, Object.fromEntries(methods.split(' ').map((method) => [method, methodOf(connection, `${namespace}/${kebab(method)}`)]))];
    }),
  );
}

function methodOf(connection: Connection, action: string): Method {
  return (input, options) => call(connection, action, input, options);
}

function kebab(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
