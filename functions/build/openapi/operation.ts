import type * as z from 'zod';
import type { Action } from '../../src/platform/action.ts';
import type { Route } from '../../src/platform/rest/route.ts';
import type { Components, JsonSchema } from './components.ts';
import { addWords, wordsFor } from './words.ts';

/** How one route looks in the description. Made in two steps: schemas first, links to their final names afterwards. */
export interface Operation {
  readonly route: Route;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly example: Readonly<Record<string, unknown>>;
}

/** Converts what a route takes and gives. */
export function convertOperation(route: Route, components: Components, { listed, example }: { listed: z.ZodObject | undefined; example: Operation['example'] }): Operation {
  const { action } = route;
  const output = listed === undefined ? components.convert(action.output, 'output') : pageOf(components.convert(listed, 'output'), listed);
  return { route, example, input: components.convert(action.input, 'input'), output };
}

/** A page of documents: whole ones, or with `fields` some of their fields. */
function pageOf(document: JsonSchema, { shape }: z.ZodObject): JsonSchema {
  const part = { type: 'object', description: 'With `fields`: only those, and the id.', properties: { id: { $ref: '#/$defs/Id' } }, required: ['id'], propertyNames: { enum: Object.keys(shape) } };
  const next = { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'Hand it back as `after` for the next page; `null` at the end.' };
  return { type: 'object', properties: { data: { type: 'array', items: { anyOf: [document, part] } }, next }, required: ['data', 'next'], additionalProperties: false };
}

/** The operation as it stands under its path and method. */
export function describeOperation({ route, input, output, example }: Operation, components: Components): object {
  const { action, method } = route;
  const fields = addWords(components.link(input, 'input'));
  return {
    operationId: operationIdOf(action),
    tags: [tagOf(route)],
    summary: action.summary,
    description: whoWords(action),
    ...(action.deprecated === undefined ? {} : { deprecated: true }),
    security: securityOf(action),
    'x-action': action.name,
    ...('permission' in action.who ? { 'x-permission': action.who.permission } : {}),
    parameters: [...fieldParameters(route, fields, example), ...headerParameters(route)],
    ...(method === 'GET' ? {} : bodyOf(route, fields, example)),
    responses: { [String(route.status)]: successOf(route, addWords(components.link(output, 'output'))), ...failuresOf(route) },
  };
}

/** `invoices/pause-reminders` becomes `invoicesPauseReminders`. */
export function operationIdOf({ name }: Pick<Action, 'name'>): string {
  return name.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The domain, also for the lists and gets that its resources add. */
export function tagOf({ action, resource }: Pick<Route, 'action' | 'resource'>): string {
  return resource?.domain ?? action.name.split('/')[0] ?? '';
}

function whoWords({ who, keyed }: Action): string {
  const needs = 'permission' in who ? `Needs the permission \`${who.permission}\`.` : 'link' in who ? `For whoever holds a link to the ${who.link}.` : who.access === 'user' ? 'For any person who is signed in.' : 'For anybody.';
  return keyed === true ? `${needs} Insists on an \`Idempotency-Key\`.` : needs;
}

function securityOf({ who }: Action): object[] {
  if ('link' in who) return [{ link: [] }];
  if ('permission' in who) return [{ apiKey: [] }, { idToken: [] }];
  return who.access === 'user' ? [{ idToken: [] }] : [{}, { apiKey: [] }, { idToken: [] }];
}

function fieldParameters({ method, pathFields }: Route, { properties = {}, required = [] }: JsonSchema, example: Operation['example']): object[] {
  const names = method === 'GET' ? Object.keys(properties) : pathFields;
  return names.map((name) => {
    const isPath = pathFields.includes(name);
    const schema = asParameter(properties[name] ?? {});
    return {
      name,
      in: isPath ? 'path' : 'query',
      required: isPath || required.includes(name),
      ...described(name, schema),
      schema,
      ...(name === 'fields' ? { explode: false } : {}),
      ...(example[name] === undefined ? {} : { example: example[name] }),
    };
  });
}

function described(name: string, { description = wordsFor(name) }: JsonSchema): { description?: string } {
  return description === undefined ? {} : { description };
}

/** One value or a list of them: a parameter that may be repeated. */
function asParameter(schema: JsonSchema): JsonSchema {
  const list = schema.anyOf?.find(({ type }) => type === 'array');
  return list === undefined ? schema : { ...list, ...(schema.description === undefined ? {} : { description: schema.description }) };
}

const header = (name: string): object => ({ $ref: `#/components/parameters/${name}` });

function headerParameters(route: Route): object[] {
  const { action, resource, pathFields } = route;
  const versioned = action.document !== undefined || (resource !== undefined && pathFields.includes(resource.idField) && 'version' in resource.schema.shape);
  const tenant = 'permission' in action.who || ('access' in action.who && action.who.access === 'guest');
  return [
    ...(tenant ? [header('Organisation')] : []),
    ...(action.kind === 'read' ? [] : [header('IdempotencyKey')]),
    ...(versioned && action.kind !== 'read' ? [header('IfMatch')] : []),
    ...(versioned && showsOneDocument(route) ? [header('IfNoneMatch')] : []),
  ];
}

/** Reads the document that the path names, and nothing else. */
function showsOneDocument({ action, method }: Route): boolean {
  return method === 'GET' && (action.document !== undefined || action.name.endsWith('/get'));
}

/** Without what stands in the path. Unknown fields are refused. */
function bodyOf({ pathFields }: Route, { properties = {}, required = [], ...rest }: JsonSchema, example: Operation['example']): object {
  const names = Object.keys(properties).filter((name) => !pathFields.includes(name));
  if (names.length === 0) return {};
  const needed = required.filter((name) => names.includes(name));
  const schema = {
    ...rest,
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    ...(needed.length === 0 ? {} : { required: needed }),
    additionalProperties: false,
  };
  const shown = Object.fromEntries(Object.entries(example).filter(([name]) => names.includes(name)));
  return { requestBody: { required: needed.length > 0, content: { 'application/json': { schema, example: shown } } } };
}

function successOf({ status, resource, method, action }: Route, schema: JsonSchema): object {
  const ref = (name: string): object => ({ $ref: `#/components/headers/${name}` });
  const isPage = method === 'GET' && action.name.endsWith('/list');
  const versioned = action.document !== undefined || (resource !== undefined && 'version' in resource.schema.shape);
  const headers = {
    'X-Correlation-Id': ref('CorrelationId'),
    RateLimit: ref('RateLimit'),
    'RateLimit-Policy': ref('RateLimitPolicy'),
    ...(versioned && !isPage ? { ETag: ref('ETag') } : {}),
    ...(status === 201 && resource !== undefined ? { Location: ref('Location') } : {}),
    ...(isPage ? { Link: ref('Link') } : {}),
  };
  const description = { 200: 'Done.', 201: 'Made.', 204: 'Done; there is nothing to tell.' }[status];
  return { description, headers, ...(status === 204 ? {} : { content: { 'application/json': { schema } } }) };
}

function failuresOf(route: Route): object {
  const { method, action } = route;
  const ref = (name: string): object => ({ $ref: `#/components/responses/${name}` });
  const open = 'access' in action.who && action.who.access === 'guest';
  return {
    ...(showsOneDocument(route) ? { '304': { description: 'The caller has this version.' } } : {}),
    '400': ref('Invalid'),
    ...(open ? {} : { '401': ref('Unauthenticated') }),
    '403': ref('Forbidden'),
    '404': ref('NotFound'),
    ...(action.kind === 'read' ? {} : { '409': ref('Conflict'), '412': ref('Changed'), '422': ref('Unprocessable') }),
    ...(method === 'GET' ? {} : { '413': ref('TooLarge'), '415': ref('UnsupportedType') }),
    '429': ref('TooMany'),
    default: ref('Other'),
  };
}
