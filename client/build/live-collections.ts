import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Components, JsonSchema } from '../../functions/build/openapi/components.ts';
import type { Resource } from '../../functions/src/platform/resource.ts';
import { LIVE_ONLY, type LiveOnly } from './live-only.ts';
import { typeName } from './typescript.ts';

type Schema = Parameters<Components['name']>[0];

/** A filter of a live query, or one end of a range. */
export interface LiveFilter {
  readonly name: string;
  readonly schema: JsonSchema;
  /** The stored field. */
  readonly field: string;
  /** Both ends of a range are for lists in the order of its field. */
  readonly range: boolean;
}

/** A collection of an organisation that the rules let clients listen to. */
export interface LiveCollection {
  readonly name: string;
  /** The collection in Firestore. */
  readonly path: string;
  readonly summary: string;
  /** Name of the document's type. */
  readonly type: string;
  /** Whether the type stands in client/src/stored.ts. */
  readonly isStored: boolean;
  /** Whose listeners the rules let in; `undefined`: anybody's. */
  readonly permission: string | undefined;
  readonly filters: readonly LiveFilter[];
  /** By the value of `sort`, the stored field. */
  readonly sorts: Readonly<Record<string, string>>;
}

interface Sources {
  readonly src: string;
  readonly rules: string;
  readonly resources: readonly Resource[];
  readonly components: Components;
}

/** What a line of the rules says of one collection of an organisation. */
const RULE = /^ {6}match \/(\w+)\/\{\w+\} \{([^}]*\n {6}\}|[^\n]*\})/gm;

/**
 * Every collection that the rules open to members or to everybody.
 * @throws Error for one whose documents nobody described, and for a filter and sort without an index
 */
export async function liveCollections(sources: Sources): Promise<LiveCollection[]> {
  const [, ofOrganisations = ''] = /match \/orgs\/\{orgId\} \{([^]*?)\n {4}\}\n/.exec(sources.rules) ?? [];
  const opened = [...ofOrganisations.matchAll(RULE)].filter(([, , body = '']) => /allow (read|list)/.test(body));
  const indexes = await indexKeys(sources.src);
  const found = await Promise.all(opened.map(([, path = '', body = '']) => described(sources, path, /can\(orgId, '([\w.]+)'\)/.exec(body)?.[1])));
  for (const one of found) assertIndexed(one, indexes);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function described(sources: Sources, path: string, permission: string | undefined): Promise<LiveCollection> {
  const resource = sources.resources.find(({ collection }) => collection.name === path);
  if (resource !== undefined) return ofResource(resource, permission, sources);
  const only = LIVE_ONLY.find(({ name }) => name === path);
  if (only === undefined) throw new Error(`firestore.rules opens ${path}, which neither a resource nor client/build/live-only.ts describes`);
  return ofLiveOnly(only, permission, sources);
}

async function ofResource(resource: Resource, permission: string | undefined, { src, components }: Sources): Promise<LiveCollection> {
  const { name, summary, schema, collection, sorts } = resource;
  const filters = Object.entries(resource.filters).map(([filter, { field, schema: of }]) => ({ name: filter, field, schema: components.convert(of, 'input'), range: false }));
  const { rangesOf } = (await import(pathToFileURL(join(src, 'platform/listing.ts')).href)) as { rangesOf(of: Resource): { inputs: Record<string, Schema>; bounds: Record<string, { field: string }> } };
  const { inputs, bounds } = rangesOf(resource);
  const ranges = Object.entries(inputs).map(([range, of]) => ({ name: range, field: bounds[range]?.field ?? '', schema: components.convert(of, 'input'), range: true }));
  return { name, path: collection.name, summary, type: nameOf(components.convert(schema, 'output')), isStored: false, permission, sorts, filters: [...filters, ...ranges] };
}

async function ofLiveOnly(only: LiveOnly, permission: string | undefined, { src, components }: Sources): Promise<LiveCollection> {
  const { name, summary, schema, filters } = only;
  const sorts = Object.fromEntries(only.sorts.map((sort) => [sort, sort.replace('-', '')]));
  const plain = { name, path: name, summary, permission, sorts, filters: filters.map((filter) => ({ name: filter, field: filter, schema: { type: 'string' }, range: false })) };
  if ('stored' in schema) return { ...plain, type: schema.stored, isStored: true };
  const type = ((await import(pathToFileURL(join(src, schema.file)).href)) as Record<string, Schema | undefined>)[schema.name];
  if (type === undefined) throw new Error(`${schema.file} has no schema ${schema.name}`);
  components.name(type, schema.name);
  return { ...plain, type: nameOf(components.convert(type, 'output')), isStored: false };
}

function nameOf({ $ref = '' }: JsonSchema): string {
  return typeName($ref.replace(/^.*\//, ''));
}

async function indexKeys(src: string): Promise<ReadonlySet<string>> {
  const file = JSON.parse(await readFile(join(src, '../../firestore.indexes.json'), 'utf8')) as { indexes: { collectionGroup: string; fields: { fieldPath: string; order?: string }[] }[] };
  return new Set(file.indexes.map(({ collectionGroup, fields }) => [collectionGroup, ...fields.map(({ fieldPath, order }) => `${fieldPath} ${order}`)].join(' ')));
}

function assertIndexed({ path, filters, sorts }: LiveCollection, indexes: ReadonlySet<string>): void {
  for (const { field, range } of filters) {
    for (const [sort, sorted] of Object.entries(sorts)) {
      const needed = `${path} ${field} ASCENDING ${sorted} ${sort.startsWith('-') ? 'DESCENDING' : 'ASCENDING'}`;
      if (!range && field !== sorted && !indexes.has(needed)) throw new Error(`firestore.indexes.json lacks: ${needed}`);
    }
  }
}
