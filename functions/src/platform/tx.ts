import {
  type DocumentData,
  type DocumentReference,
  type Query,
  type Transaction,
  type UpdateData,
} from 'firebase-admin/firestore';
import { database } from './firestore.ts';
import { AppError } from './errors.ts';
import { type Clock } from './clock.ts';
import { type Entity } from './tenancy.ts';

/** Reading, in or outside a transaction. */
export interface Reader {
  get<T extends Entity>(ref: DocumentReference<T>): Promise<T | undefined>;
  /** As `get`, but a missing document is the caller's `not-found`. */
  require<T extends Entity>(ref: DocumentReference<T>): Promise<T>;
  /** Several documents in one round trip; missing ones are `undefined` at their place. */
  getAll<T extends Entity>(refs: readonly DocumentReference<T>[]): Promise<(T | undefined)[]>;
  /** Every query names its own limit. */
  find<T extends Entity>(query: Query<T>): Promise<T[]>;
}

/** Fields the kernel keeps on documents that people edit. */
export interface Stamped {
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** 1 at creation, one more at each change; what `If-Match` compares. */
  readonly version: number;
}

type New<T extends Entity> = Omit<T, keyof Stamped>;
type Patch<T extends Entity> = Partial<Omit<T, keyof Stamped | 'id'>>;
type WrittenBody = DocumentData;

export interface Change {
  readonly path: string;
  readonly op: 'create' | 'update' | 'set' | 'delete';
  /** Names of the top-level fields written. */
  readonly fields: readonly string[];
}

type Write = Change & { readonly ref: DocumentReference<unknown>; readonly body: WrittenBody };

/**
 * One action's unit of work. Reads go to Firestore's transaction and are remembered; writes wait until `flush`, so
 * that an action may read and write in the order in which it thinks, and a document read after being written shows
 * what was written.
 */
export class Tx implements Reader {
  private readonly known = new Map<string, unknown>();
  private readonly writes: Write[] = [];
  private readonly wanted = new Map<string, DocumentReference<unknown>>();
  private fetching: Promise<void> | undefined;

  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async get<T extends Entity>(ref: DocumentReference<T>): Promise<T | undefined> {
    if (!this.known.has(ref.path)) await this.fetch(ref);
    return this.known.get(ref.path) as T | undefined;
  }

  async require<T extends Entity>(ref: DocumentReference<T>): Promise<T> {
    return (await this.get(ref)) ?? missing(ref);
  }

  async getAll<T extends Entity>(refs: readonly DocumentReference<T>[]): Promise<(T | undefined)[]> {
    await Promise.all(refs.filter((ref) => !this.known.has(ref.path)).map((ref) => this.fetch(ref)));
    return refs.map((ref) => this.known.get(ref.path) as T | undefined);
  }

  async find<T extends Entity>(query: Query<T>): Promise<T[]> {
    const { docs } = await this.transaction.get(query);
    return docs.map((doc) => {
      if (!this.known.has(doc.ref.path)) this.known.set(doc.ref.path, doc.data());
      return this.known.get(doc.ref.path) as T;
    });
  }

  /** Writes a document that must not exist yet, with its stamps, and returns it. */
  create<T extends Entity & Stamped>(ref: DocumentReference<T>, entity: New<T>): T {
    const now = this.clock.now();
    const stamped = { ...entity, id: ref.id, createdAt: now, updatedAt: now, version: 1 } as unknown as T;
    this.put('create', ref, stamped);
    return stamped;
  }

  /** Writes an immutable document that must not exist yet: no version, no later change. */
  append<T extends Entity>(ref: DocumentReference<T>, entity: T): T {
    this.put('create', ref, entity);
    return entity;
  }

  /** Changes a document that this transaction has read; replaces the given fields whole, and returns the result. */
  update<T extends Entity & Stamped>(ref: DocumentReference<T>, patch: Patch<T>): T {
    const before = this.known.get(ref.path) as T | undefined;
    if (before === undefined) throw new Error(`update of ${ref.path} without reading it first`);
    const stamps = { updatedAt: this.clock.now(), version: before.version + 1 };
    const after = { ...before, ...patch, ...stamps } as T;
    this.known.set(ref.path, after);
    this.push('update', ref, { ...patch, ...stamps });
    return after;
  }

  /** Writes a document whole, whether it exists or not; for the platform's own bookkeeping and for summaries. */
  set<T extends Entity>(ref: DocumentReference<T>, entity: T): void {
    this.put('set', ref, entity);
  }

  /** Changes fields, read before or not; dotted names reach into maps. For bookkeeping that is not versioned. */
  patch<T extends Entity>(ref: DocumentReference<T>, fields: UpdateData<DocumentData>): void {
    const before = this.known.get(ref.path);
    if (before !== undefined) this.known.set(ref.path, patched(before, fields));
    this.push('update', ref, fields);
  }

  delete<T extends Entity>(ref: DocumentReference<T>): void {
    this.known.set(ref.path, undefined);
    this.push('delete', ref, {});
  }

  /** What will be written, for the audit record. */
  changes(): readonly Change[] {
    return this.writes.map(({ path, op, fields }) => ({ path, op, fields }));
  }

  /** Hands the writes to Firestore's transaction; the kernel calls it once, at the end. */
  flush(): void {
    for (const { ref, op, body } of this.writes) {
      if (op === 'create') this.transaction.create(ref, body);
      else if (op === 'set') this.transaction.set(ref, body);
      else if (op === 'update') this.transaction.update(ref as DocumentReference<DocumentData>, body);
      else this.transaction.delete(ref);
    }
  }

  /** Documents asked for at the same moment travel together, whoever asks: each round trip keeps locks that much longer. */
  private fetch(ref: DocumentReference<never> | DocumentReference<Entity>): Promise<void> {
    this.wanted.set(ref.path, ref as DocumentReference<unknown>);
    this.fetching ??= Promise.resolve().then(() => {
      const refs = [...this.wanted.values()];
      this.wanted.clear();
      this.fetching = undefined;
      return this.remember(refs);
    });
    return this.fetching;
  }

  private async remember(refs: readonly DocumentReference<unknown>[]): Promise<void> {
    for (const snapshot of await this.transaction.getAll(...refs)) {
      // Written in the meantime: what was written is what the document is.
      if (!this.known.has(snapshot.ref.path)) this.known.set(snapshot.ref.path, snapshot.data());
    }
  }

  private put<T extends Entity>(op: 'create' | 'set', ref: DocumentReference<T>, entity: T): void {
    this.known.set(ref.path, entity);
    this.push(op, ref, entity);
  }

  private push(op: Change['op'], ref: DocumentReference<never> | DocumentReference<Entity>, body: WrittenBody): void {
    const fields = Object.keys(body).filter((field) => field !== 'id');
    this.writes.push({ path: ref.path, op, fields, ref: ref as DocumentReference<unknown>, body });
  }
}

/** What a document will be once these fields are written; dotted names reach into maps. */
function patched(entity: unknown, fields: UpdateData<DocumentData>): unknown {
  return Object.entries(fields).reduce((result, [path, value]) => withAt(result, path.split('.'), value), entity);
}

function withAt(value: unknown, [key = '', ...rest]: readonly string[], to: unknown): unknown {
  const map = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { ...map, [key]: rest.length === 0 ? to : withAt(map[key], rest, to) };
}

/** Reading outside a transaction, for queries and for what a provider call needs. */
export const reader: Reader = {
  async get(ref) {
    return (await ref.get()).data();
  },
  async require(ref) {
    return (await ref.get()).data() ?? missing(ref);
  },
  async getAll<T extends Entity>(refs: readonly DocumentReference<T>[]) {
    if (refs.length === 0) return [];
    const snapshots = await database().getAll(...(refs as readonly DocumentReference<DocumentData>[]));
    return snapshots.map((snapshot) => snapshot.data() as T | undefined);
  },
  async find(query) {
    return (await query.get()).docs.map((doc) => doc.data());
  },
};

/** Runs `work` in one transaction; under contention Firestore makes it run again from the start. */
export function transact<T>(clock: Clock, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database().runTransaction(
    async (transaction) => {
      const tx = new Tx(transaction, clock);
      const result = await work(tx);
      tx.flush();
      return result;
    },
    { maxAttempts: 12 },
  );
}

/** The same answer for another tenant's document and for one that never was. */
function missing(ref: { readonly path: string; readonly parent: { readonly id: string } }): never {
  throw new AppError('not-found', `no document at ${ref.path}`, { data: { collection: ref.parent.id } });
}
