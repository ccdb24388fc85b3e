import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Resource } from '../src/platform/resource.ts';

interface IndexField {
  readonly fieldPath: string;
  readonly order?: 'ASCENDING' | 'DESCENDING';
  readonly arrayConfig?: 'CONTAINS';
}

interface Index {
  readonly collectionGroup: string;
  readonly queryScope: 'COLLECTION' | 'COLLECTION_GROUP';
  readonly fields: readonly IndexField[];
}

interface Override {
  readonly collectionGroup: string;
  readonly fieldPath: string;
  readonly indexes: readonly { readonly order?: string; readonly arrayConfig?: string; readonly queryScope: string }[];
}

/** firestore.indexes.json. */
export interface Indexes {
  readonly indexes: readonly Index[];
  readonly fieldOverrides: readonly Override[];
}

/** The text of firestore.indexes.json: what is written there by hand, and what the lists of all resources need besides. */
export async function indexesFile(src: string, file: string): Promise<string> {
  const { resources } = (await import(pathToFileURL(join(src, 'resources.ts')).href)) as { resources: readonly Resource[] };
  const present = JSON.parse(await readFile(file, 'utf8')) as Indexes;
  return `${JSON.stringify(withResources(present, resources), null, 2)}\n`;
}

/**
 * Adds what is missing: for each filter with each sort a composite index (Firestore merges them when several filters
 * are given), and for each sort the index of its field, where an exemption has taken it away.
 */
export function withResources(present: Indexes, resources: readonly Resource[]): Indexes {
  const known = new Set(present.indexes.map(key));
  const missing = resources.flatMap(indexesOf).filter((index) => !known.has(key(index)));
  const sorts = resources.flatMap(({ collection, sorts }) => Object.entries(sorts).map(([sort, fieldPath]) => ({ collectionGroup: collection.name, fieldPath, order: orderOf(sort) })));
  return {
    indexes: [...present.indexes, ...missing],
    fieldOverrides: present.fieldOverrides.map((override) => {
      const wanted = sorts.filter(({ collectionGroup, fieldPath }) => collectionGroup === override.collectionGroup && fieldPath === override.fieldPath);
      return wanted.reduce(withOrder, override);
    }),
  };
}

function withOrder(override: Override, { order }: { order: IndexField['order'] & string }): Override {
  if (override.indexes.some((index) => index.order === order && index.queryScope === 'COLLECTION')) return override;
  return { ...override, indexes: [...override.indexes, { order, queryScope: 'COLLECTION' }] };
}

function indexesOf({ collection, filters, sorts }: Resource): Index[] {
  return Object.values(filters).flatMap(({ field }) =>
    Object.entries(sorts)
      .filter(([, sorted]) => sorted !== field)
      .map(([sort, sorted]) => ({
        collectionGroup: collection.name,
        queryScope: 'COLLECTION' as const,
        fields: [
          { fieldPath: field, order: 'ASCENDING' as const },
          { fieldPath: sorted, order: orderOf(sort) },
        ],
      })),
  );
}

function orderOf(sort: string): 'ASCENDING' | 'DESCENDING' {
  return sort.startsWith('-') ? 'DESCENDING' : 'ASCENDING';
}

function key({ collectionGroup, queryScope, fields }: Index): string {
  return JSON.stringify([collectionGroup, queryScope, fields.map(({ fieldPath, order, arrayConfig }) => [fieldPath, order ?? null, arrayConfig ?? null])]);
}
