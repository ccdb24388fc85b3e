import * as z from 'zod';
import { query, type Action } from './action.ts';
import { type Permission } from './actor.ts';
import { Id } from './ids.ts';
import { filterInput, listed, rangesOf, type ListInput } from './listing.ts';
import { type Entity, type TenantCollection } from './tenancy.ts';

/** A stored field that lists may be filtered by, where it is not a field of the schema under the same name. */
export interface StoredFilter {
  readonly field: string;
  readonly schema: z.ZodType;
}

interface Declared<T extends Entity> {
  /** The collection's name; in paths it stands in kebab case. */
  readonly name: string;
  /** The domain that owns it, as in the names of its actions. */
  readonly domain: string;
  /** One of them, as in `customer`; its id is then `customerId` in paths and inputs. */
  readonly singular: string;
  /** Where the actions of the domain call the id otherwise, as in `uid`. */
  readonly idField?: string;
  readonly summary: string;
  readonly collection: TenantCollection<T>;
  /** What callers see; fields that only queries look at stay out of it. */
  readonly schema: z.ZodObject;
  readonly permission: Permission;
  /** By the name of the parameter. Each must have a composite index with each of the sorts (`indexesOf`). */
  readonly filters: Readonly<Record<string, z.ZodType | StoredFilter>>;
  /** By the value of `sort` (a leading minus is descending), the stored field; the first is the usual one. */
  readonly sorts: Readonly<Record<string, string>>;
}

/** A collection that callers may list and read: over REST, as callables, and live under the rules. */
export type Resource = Omit<Declared<Entity>, 'idField' | 'filters'> & {
  readonly idField: string;
  readonly filters: Readonly<Record<string, StoredFilter>>;
};

/**
 * Declares a listable collection, once per collection, in `resources.ts` of its domain. From this value come the REST
 * list and get, their OpenAPI entries, the client's live query and the indexes they need.
 */
export function resource<T extends Entity>(declared: Declared<T>): Resource {
  const filters = Object.entries(declared.filters).map(([name, filter]) => [name, filter instanceof z.ZodType ? { field: name, schema: filter } : filter]);
  return {
    ...declared,
    // The converter of a collection reads any document; what is special to T is the schema's business here.
    collection: declared.collection as unknown as TenantCollection<Entity>,
    idField: declared.idField ?? `${declared.singular}Id`,
    filters: Object.fromEntries(filters) as Resource['filters'],
  };
}

/** `<name>/list` and `<name>/get` of every resource, as queries like any other. */
export function resourceQueries(resources: readonly Resource[]): Record<string, Action> {
  return Object.fromEntries(resources.flatMap((one) => [listQuery(one), getQuery(one)]).map((action) => [action.name, action]));
}

/** The most documents that one page holds. */
export const MAX_PAGE = 100;

function listQuery(one: Resource): Action {
  const { name, summary, permission, schema } = one;
  const action = query({
    name: `${name}/list`,
    summary: `Lists ${summary}`,
    permission,
    input: UNMADE,
    output: z.unknown(),
    read: ({ input, org, reader }) => listed(one, reader, org, input as ListInput),
  });
  return withSchemas(action, { input: () => listInput(one), output: () => z.object({ data: z.array(partOf(schema)), next: z.string().nullable() }) });
}

function listInput(one: Resource): z.ZodObject {
  const [usual = ''] = Object.keys(one.sorts);
  return z.object({
    ...filterInput(one),
    ...rangesOf(one).inputs,
    sort: z.enum(Object.keys(one.sorts)).default(usual).meta({ description: 'Order of the list; a leading minus is descending' }),
    limit: z.int().min(1).max(MAX_PAGE).default(25).meta({ description: 'Documents on a page' }),
    after: z.string().max(2000).optional().meta({ description: 'The `next` of the page before; only for the same filters and sort' }),
    fields: z.array(z.enum(Object.keys(one.schema.shape))).min(1).max(100).optional().meta({ description: 'Only these fields, and the id' }),
  });
}

function getQuery(one: Resource): Action {
  const { name, singular, permission, collection, schema, idField } = one;
  const action = query({
    name: `${name}/get`,
    summary: `Reads one ${singular.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    permission,
    input: UNMADE,
    output: schema,
    read: async ({ input, org, reader }) => ({ ...(await reader.require(collection.doc(org, String(input[idField])))) }),
  });
  return withSchemas(action, { input: () => z.object({ [idField]: Id }), output: () => schema });
}

/** Stands in an action until its schemas are asked for. */
const UNMADE: z.ZodObject = z.object({});

/** Schemas are dear to make and an instance serves few of the lists: each is made when somebody first asks for it. */
function withSchemas(action: Action, schemas: { readonly input: () => z.ZodObject; readonly output: () => z.ZodType }): Action {
  for (const [field, make] of Object.entries(schemas)) {
    let made: z.ZodType | undefined;
    Object.defineProperty(action, field, { enumerable: true, get: () => (made ??= make()) });
  }
  return action;
}

/** With `fields` a document has only some of its fields; the interface's description tells the two apart. */
function partOf(schema: z.ZodObject): z.ZodObject {
  const fields = Object.entries(schema.shape as Record<string, z.ZodType>).map(([field, inner]) => [field, inner.optional()] as const);
  return z.object(Object.fromEntries(fields));
}
