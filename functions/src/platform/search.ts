import { answers, prefixOf, searchTerms } from './search-words.ts';

/** How a collection is searched whose documents hold `searchWords`. `T` is a document, `P` a place in the order of the list. */
export interface Searchable<T, P> {
  /** Documents in order, at most `limit`, after a place; with a prefix only those of which a word begins with it. */
  list(prefix: string | undefined, after: P | undefined, limit: number): Promise<T[]>;
  /** How many documents `list` would find, counted up to `limit`. */
  count(prefix: string, limit: number): Promise<number>;
  /** The texts from which the `searchWords` of a document were made. */
  textsOf(document: T): readonly string[];
  /** What else a document must satisfy that `list` does not ask of it. */
  accepts?(document: T): boolean;
  positionOf(document: T): P;
}

export interface Found<T, P> {
  readonly found: T[];
  /** Where the next page begins; `null` at the end. */
  readonly next: P | null;
}

/** Documents one request reads at most; a rarer match is found on the next page. */
const MOST_READ = 500;
const BATCH = 100;

/**
 * Documents one of whose words begins with each of the terms of `text`, in order; all of them when it has none. The
 * index answers for the rarest term, the others are compared here, so a page may come out short while there is more.
 */
export async function search<T, P>(where: Searchable<T, P>, { text, limit, after }: { text: string; limit: number; after: P | undefined }): Promise<Found<T, P>> {
  const terms = searchTerms(text);
  const prefix = await rarestPrefix(where, terms);
  const found: T[] = [];
  // Where nothing needs a second look, one document more than the page tells whether there is a next one.
  const batch = terms.length > 1 || where.accepts !== undefined ? BATCH : limit + 1;
  let last = after;
  for (let read = 0; read < MOST_READ; read += batch) {
    const documents = await where.list(prefix, last, batch);
    for (const document of documents) {
      if (found.length === limit) return { found, next: last ?? null };
      if (answers(where.textsOf(document), terms) && (where.accepts?.(document) ?? true)) found.push(document);
      last = where.positionOf(document);
    }
    if (documents.length < batch) return { found, next: null };
  }
  return { found, next: last ?? null };
}

/** The prefix of the term that the fewest documents have; a count costs one read, a document too many one each. */
async function rarestPrefix<T, P>({ count }: Searchable<T, P>, terms: readonly string[]): Promise<string | undefined> {
  const prefixes = terms.map(prefixOf);
  if (prefixes.length < 2) return prefixes[0];
  const counts = await Promise.all(prefixes.map((prefix) => count(prefix, MOST_READ)));
  return prefixes[counts.indexOf(Math.min(...counts))];
}
