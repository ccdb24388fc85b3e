import type * as z from 'zod';
import { type Action } from '../action.ts';
import { type Resource } from '../resource.ts';
import { isFlat } from './parameters.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One method on one path of the REST interface, and the action behind it. */
export interface Route {
  readonly method: Method;
  /** Without `/v1`; `{field}` stands for a field of the action's input. */
  readonly path: `/${string}`;
  readonly pathFields: readonly string[];
  readonly action: Action;
  /** Of whose documents the path names or makes one: what `If-Match` and `Location` are about. */
  readonly resource: Resource | undefined;
  /** What a success answers with: 201 for what is made, 204 where there is nothing to tell. */
  readonly status: 200 | 201 | 204;
}

/**
 * The routes of all actions that callers may reach. They follow from the names: `customers/create` is `POST /customers`,
 * `customers/update` is `PATCH /customers/{customerId}`, `invoices/finalize` is `POST /invoices/{invoiceId}/finalize`,
 * queries are GET where their input fits into a query string. `rest` in the action says otherwise where that reads badly.
 */
export function routesOf(actions: readonly Action[], resources: readonly Resource[]): readonly Route[] {
  const taken = new Set<string>();
  const offered = actions.filter(({ who }) => !('access' in who && who.access === 'system'));
  return offered.map((action) => {
    const place = placeOf(action, resources);
    const free = taken.has(`${place.method} ${place.path}`) ? { ...plainPlace(action), path: `/${action.name}` as const } : place;
    taken.add(`${free.method} ${free.path}`);
    return { ...free, action, pathFields: fieldsIn(free.path), status: statusOf(action, free) };
  });
}

type Place = Pick<Route, 'method' | 'path' | 'resource'>;

function placeOf(action: Action, resources: readonly Resource[]): Place {
  const [domain = '', verb = ''] = action.name.split('/');
  if (action.rest !== undefined) return { ...action.rest, resource: addressed(action.rest.path, resources) };
  if ('link' in action.who) return { method: methodOf(action), path: `/links/${action.who.link}/${noun(action, verb)}`, resource: undefined };
  const own = resources.find(({ name }) => name === domain);
  if (own !== undefined && verb === 'list') return { method: 'GET', path: collectionPath(own), resource: own };
  if (own !== undefined && verb === 'get') return { method: 'GET', path: itemPath(own), resource: own };
  const siblings = resources.filter((one) => one.domain === domain);
  const made = siblings.find((one) => (verb === 'create' ? one.name === domain : verb.startsWith('create-') && isAbout(verb, one)));
  if (made !== undefined) return { method: 'POST', path: collectionPath(made), resource: made };
  const item = itemOf(action, verb, siblings);
  return item === undefined ? plainPlace(action) : itemPlace(action, verb, item);
}

/** Under the action's own name, which no other action has. */
function plainPlace(action: Action): Place {
  const [domain = '', verb = ''] = action.name.split('/');
  return { method: methodOf(action), path: `/${domain}/${noun(action, verb)}`, resource: undefined };
}

/** What is read is a thing, so `show-claim` is the `claim`. */
function noun({ kind }: Action, verb: string): string {
  return kind === 'read' ? verb.replace(/^(show|list|get)-/, '') : verb;
}

function methodOf({ kind, input }: Action): Method {
  return kind === 'read' && isFlat(input) ? 'GET' : 'POST';
}

/** The resource of which an action changes or shows one document: its id is part of the input. */
function itemOf({ input }: Action, verb: string, siblings: readonly Resource[]): Resource | undefined {
  const named = siblings.filter(({ idField }) => isRequired(input, idField));
  return named.find((one) => isAbout(verb, one)) ?? (named.length === 1 ? named[0] : named.find(({ name, domain }) => name === domain));
}

function isRequired({ shape }: z.ZodObject, field: string): boolean {
  const schema = (shape as Record<string, z.ZodType>)[field];
  return schema !== undefined && !schema.safeParse(undefined).success;
}

/** Whether the noun of a verb such as `pause-recurring` names this resource: all its words are words of the singular. */
function isAbout(verb: string, { singular }: Resource): boolean {
  const nouns = verb.split('-').slice(1);
  const words = kebab(singular).split('-');
  return nouns.length > 0 && nouns.every((noun) => words.includes(noun));
}

const ITEM_METHODS: Readonly<Record<string, Method>> = { update: 'PATCH', delete: 'DELETE' };

function itemPlace(action: Action, verb: string, resource: Resource): Place {
  const bare = isAbout(verb, resource) ? (verb.split('-')[0] ?? verb) : verb;
  const method = ITEM_METHODS[bare];
  if (method !== undefined) return { method, path: itemPath(resource), resource };
  return { method: methodOf(action), path: `${itemPath(resource)}/${noun(action, bare)}`, resource };
}

function collectionPath({ name }: Resource): `/${string}` {
  return `/${kebab(name)}`;
}

function itemPath(resource: Resource): `/${string}` {
  return `${collectionPath(resource)}/{${resource.idField}}`;
}

/** The resource whose documents a path written by hand names or makes. */
function addressed(path: string, resources: readonly Resource[]): Resource | undefined {
  return resources.find((one) => path === collectionPath(one) || path === itemPath(one) || path.startsWith(`${itemPath(one)}/`));
}

function fieldsIn(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field);
}

function statusOf(action: Action, { method, path, resource }: Place): Route['status'] {
  const { name, kind } = action;
  // Whoever reads is told something; and asking for the output of every list would make them all.
  if (kind !== 'read' && isEmpty(action.output)) return 204;
  const makes = resource === undefined ? /\/create(-|$)/.test(name) : path === collectionPath(resource);
  return method === 'POST' && makes ? 201 : 200;
}

/** An output without fields has nothing to send. */
export function isEmpty(output: z.ZodType): boolean {
  return 'shape' in output && Object.keys(output.shape as object).length === 0;
}

/** `recurringInvoices` as it stands in a path: `recurring-invoices`. */
export function kebab(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
