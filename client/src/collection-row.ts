/** What the client knows of a collection; lists are words with spaces in between. */
export interface CollectionRow {
  /** The collection in Firestore, where it is not called like the namespace. */
  readonly path?: string;
  /** The permission that the rules ask for; without one, anybody may listen. */
  readonly needs?: string;
  readonly filters?: string;
  /** Fields that a list in their order may be cut by: `…From` and `…Before`. */
  readonly ranges?: string;
  /** The first is the usual one. */
  readonly sorts?: string;
  /** Stored fields of filters and sorts that are called otherwise. */
  readonly stored?: Readonly<Record<string, string>>;
}
