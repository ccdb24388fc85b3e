import { doc, onSnapshot, type DocumentData, type DocumentSnapshot, type Query, type QuerySnapshot } from 'firebase/firestore';
import type { CollectionRow } from './collection-row.ts';
import { InvalidInputError } from './errors.generated.ts';
import { Listener } from './listener.ts';
import type { Failed, Live, LiveInfo, LiveOne, Next, NextOne, Stop, Watching, WatchOptions } from './live-types.ts';
import type { LiveConnection } from './live-connection.ts';
import { withoutTimestamps } from './moments.ts';
import { queryOf, USUAL_LIMIT, type AnyFilter } from './query.ts';

interface Document {
  readonly id: string;
}

/** Where a collection stands for the person who listens. */
type Place = (uid: string | undefined) => string;

/** A collection of the client's organisation, or one of the person's own. */
export function liveCollection(connection: LiveConnection, name: string, row: CollectionRow, own = false): Live<Document, AnyFilter> {
  const { organisationId } = connection;
  const path: Place = (uid) => (own ? `users/${uid}/${name}` : `orgs/${connection.requireOrganisation()}/${row.path ?? name}`);
  const need = { organisationId: own ? undefined : organisationId, permission: row.needs };
  return {
    watch: (filter, next, error, options) => {
      const held = new Held(next);
      let count = filter.limit ?? USUAL_LIMIT;
      const query = (uid?: string): Query => queryOf(connection.firestore, path(uid), row, filter, count);
      query(); // A filter that cannot be is the caller's mistake, and is thrown here.
      const listener = new Listener(connection, {
        need,
        own,
        error,
        options,
        open: (uid, failed) => onSnapshot(query(uid), { includeMetadataChanges: true }, (snapshot) => held.take(snapshot, count), failed),
      });
      const more = (by = filter.limit ?? USUAL_LIMIT): void => {
        count += by;
        held.isWider();
        listener.open();
      };
      return Object.assign(() => listener.stop(), { more }) satisfies Watching;
    },
    watchOne: (id, next, error, options) => {
      if (!/^[^/]+$/.test(id)) throw new InvalidInputError('invalid-input', 'id', { issues: [{ path: 'id', code: 'custom', message: 'is not the id of a document' }] });
      return watchDocument({ connection, need, own, path: (uid) => `${path(uid)}/${id}` }, { next: next as NextOne<unknown>, error, options });
    },
  };
}

/** A document at a place of its own. */
export function liveDocument<T>(connection: LiveConnection, path: Place, own: boolean): LiveOne<T> {
  const need = { organisationId: own ? undefined : connection.organisationId, permission: undefined };
  return { watch: (next, error, options) => watchDocument({ connection, need, own, path }, { next: next as NextOne<unknown>, error, options }) };
}

interface Watched {
  readonly connection: LiveConnection;
  readonly need: { readonly organisationId: string | undefined; readonly permission: string | undefined };
  readonly own: boolean;
  readonly path: Place;
}

function watchDocument({ connection, need, own, path }: Watched, { next, error, options }: { next: NextOne<unknown>; error: Failed | undefined; options: WatchOptions | undefined }): Stop {
  path(undefined); // Without an organisation there is no such place: the caller's mistake, thrown here.
  const listener = new Listener(connection, {
    need,
    own,
    error,
    options,
    open: (uid, failed) =>
      onSnapshot(doc(connection.firestore, path(uid)), { includeMetadataChanges: true }, (snapshot) => next(snapshot.exists() ? documentOf(snapshot) : undefined, snapshot.metadata), failed),
  });
  return listener.stop;
}

function documentOf(snapshot: DocumentSnapshot<DocumentData>): Document {
  return { ...(withoutTimestamps(snapshot.data({ serverTimestamps: 'estimate' })) as object), id: snapshot.id };
}

/** The documents of a live query. What did not change stays the same object, so that a screen draws only what did. */
class Held<T extends Document> {
  private readonly byId = new Map<string, T>();
  private documents: readonly T[] | undefined;
  private fresh = true;
  private readonly next: Next<T>;

  constructor(next: Next<T>) {
    this.next = next;
  }

  /** The next snapshot is of another query: what it calls added may be here already. */
  isWider(): void {
    this.fresh = true;
  }

  take(snapshot: QuerySnapshot<DocumentData>, count: number): void {
    const { fromCache, hasPendingWrites } = snapshot.metadata;
    const changes = this.apply(snapshot);
    if (changes.length > 0 || this.documents === undefined) this.documents = snapshot.docs.map(({ id }) => this.byId.get(id)).filter((one) => one !== undefined);
    this.next(this.documents, { fromCache, hasPendingWrites, hasMore: snapshot.size >= count, changes });
  }

  private apply(snapshot: QuerySnapshot<DocumentData>): LiveInfo<T>['changes'] {
    const changes: { type: 'added' | 'modified' | 'removed'; document: T }[] = [];
    if (this.fresh) this.forgetMissing(snapshot, changes);
    for (const { type, doc: changed } of snapshot.docChanges()) {
      const document = documentOf(changed) as T;
      const isKnown = this.byId.has(document.id);
      if (type === 'removed') this.byId.delete(document.id);
      else this.byId.set(document.id, document);
      changes.push({ type: type === 'added' && isKnown ? 'modified' : type, document });
    }
    this.fresh = false;
    return changes;
  }

  private forgetMissing({ docs }: QuerySnapshot<DocumentData>, changes: { type: 'removed'; document: T }[] | LiveInfo<T>['changes'][number][]): void {
    const present = new Set(docs.map(({ id }) => id));
    for (const [id, document] of this.byId) {
      if (present.has(id)) continue;
      this.byId.delete(id);
      changes.push({ type: 'removed', document });
    }
  }
}
