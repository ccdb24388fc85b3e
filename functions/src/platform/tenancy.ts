import { type CollectionReference, type DocumentReference, type FirestoreDataConverter, type Query } from 'firebase-admin/firestore';
import { database, plain } from './firestore.ts';
import { newId } from './ids.ts';

/** Whatever is stored under its own id. */
export interface Entity {
  readonly id: string;
}

/**
 * One organisation whose right to be here has been checked. Only the kernel makes one: from a member document, a
 * verified link, or the path of a document that triggered us. Every tenant path starts from this value.
 */
export class Tenant {
  readonly id: string;
  /** Makes the type nominal: nothing that merely looks like a tenant is one. */
  protected readonly verified = true;

  private constructor(id: string) {
    this.id = id;
  }

  /** For the kernel alone (lint keeps it there): the caller vouches that `orgId` was verified. */
  static verified(orgId: string): Tenant {
    return new Tenant(checkedSegment(orgId));
  }

  /** The tenant of an organisation that is being founded, under an id that nobody has. */
  static founded(): Tenant {
    return new Tenant(newId());
  }

  /** The tenant in whose path a stored document stands; for sweeps over all organisations. */
  static of(ref: { readonly path: string }): Tenant {
    const [root, orgId] = ref.path.split('/');
    if (root !== 'orgs' || orgId === undefined) throw new RangeError(`${ref.path} belongs to no organisation`);
    return new Tenant(checkedSegment(orgId));
  }

  get path(): string {
    return `orgs/${this.id}`;
  }
}

/** A collection of documents of type `T`: the id is part of the value in code and not stored twice. */
export interface TenantCollection<T extends Entity> {
  readonly name: string;
  in(org: Tenant): CollectionReference<T>;
  doc(org: Tenant, id: string): DocumentReference<T>;
  /** Over all tenants; for the platform's own sweeps, never for a caller's list. */
  everywhere(): Query<T>;
}

/** Documents of every tenant under `orgs/{orgId}/{name}`. Called in `repo.ts` of a domain and nowhere else. */
export function tenantCollection<T extends Entity>(name: string): TenantCollection<T> {
  const converter = entityConverter<T>();
  return {
    name,
    in: (org) => database().collection(`${org.path}/${name}`).withConverter(converter),
    doc: (org, id) => database().doc(`${org.path}/${name}/${checkedSegment(id)}`).withConverter(converter),
    everywhere: () => database().collectionGroup(name).withConverter(converter),
  };
}

/** Documents that belong to no tenant: `users`, `orgs` themselves, the inbox. */
export function rootCollection<T extends Entity>(name: string) {
  const converter = entityConverter<T>();
  return {
    name,
    all: (): CollectionReference<T> => database().collection(name).withConverter(converter),
    doc: (id: string): DocumentReference<T> => database().doc(`${name}/${checkedSegment(id)}`).withConverter(converter),
  };
}

/** Documents under one user: `users/{uid}/{name}`. */
export function userCollection<T extends Entity>(name: string) {
  const converter = entityConverter<T>();
  return {
    name,
    of: (uid: string): CollectionReference<T> =>
      database().collection(`users/${checkedSegment(uid)}/${name}`).withConverter(converter),
    doc: (uid: string, id: string): DocumentReference<T> =>
      database().doc(`users/${checkedSegment(uid)}/${name}/${checkedSegment(id)}`).withConverter(converter),
  };
}

/** A last guard under the schemas: nothing with a slash, and none of the names Firestore keeps for itself. */
function checkedSegment(id: string): string {
  if (id === '' || id.includes('/') || id === '.' || id === '..' || /^__.*__$/.test(id)) {
    throw new RangeError(`not a document id: ${JSON.stringify(id)}`);
  }
  return id;
}

function entityConverter<T extends Entity>(): FirestoreDataConverter<T> {
  return {
    toFirestore: (entity: object) => withoutId(entity),
    fromFirestore: (snapshot: FirebaseFirestore.QueryDocumentSnapshot) =>
      // What is stored was written by this code through the same type; the schema at the edges does the checking.
      ({ ...(plain(snapshot.data()) as object), id: snapshot.id }) as unknown as T,
  };
}

function withoutId(entity: object): FirebaseFirestore.DocumentData {
  return Object.fromEntries(Object.entries(entity).filter(([key]) => key !== 'id'));
}
