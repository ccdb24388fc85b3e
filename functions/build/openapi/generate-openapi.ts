import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Action } from '../../src/platform/action.ts';
import type { Resource } from '../../src/platform/resource.ts';
import type { Route } from '../../src/platform/rest/route.ts';
import { Components } from './components.ts';
import { exampleOf } from './examples.ts';
import { DESCRIPTION, HEADERS, PARAMETERS, PROBLEM, PROBLEM_ISSUE, RESPONSES, SECURITY_SCHEMES } from './fixed-parts.ts';
import { convertOperation, describeOperation, tagOf } from './operation.ts';
import { addSchemaWords } from './words.ts';

/** What the description is made from. */
export interface Interface {
  readonly routes: readonly Route[];
  readonly resources: readonly Resource[];
}

/** The routes and resources of the sources in `src`. */
export async function loadInterface(src: string): Promise<Interface> {
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(src, file)).href);
  const { registry } = (await load('registry.ts')) as { registry: { actions: Record<string, Action>; resources: readonly Resource[] } };
  const { routesOf } = (await load('platform/rest/route.ts')) as { routesOf(actions: readonly Action[], resources: readonly Resource[]): readonly Route[] };
  return { routes: routesOf(Object.values(registry.actions), registry.resources), resources: registry.resources };
}

/** docs/openapi.json, made where the comments of fields are their descriptions: in a process of its own. */
export async function openapiFile(src: string): Promise<string> {
  const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
  const args = ['--import', 'tsx', '--import', here('said.mjs'), here('print-openapi.ts'), src];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Every route, in the order of tags and paths. */
export async function openapiDocument(src: string): Promise<object> {
  const { routes, resources } = await loadInterface(src);
  // Before anything has a new name: what makes the examples reads schemas as the domains have them.
  const examples = new Map(routes.map(({ action }) => [action.name, exampleOf(action)]));
  const components = new Components();
  await nameCommon(src, components);
  for (const { schema, singular } of resources) components.name(schema, pascal(singular));
  // Outputs have the plain names, so they come first.
  const listed = (route: Route) => (route.action.name.endsWith('/list') ? resources.find(({ name }) => route.action.name === `${name}/list`)?.schema : undefined);
  const operations = routes.map((route) => convertOperation(route, components, { listed: listed(route), example: examples.get(route.action.name) ?? {} }));
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of [...operations].sort(byPlace)) {
    const at = (paths[`/v1${operation.route.path}`] ??= {});
    at[operation.route.method.toLowerCase()] = describeOperation(operation, components);
  }
  const tags = [...new Set(routes.map(tagOf))].sort();
  return {
    openapi: '3.1.1',
    info: {
      title: 'Toonbank',
      version: '1.0.0',
      summary: 'The back office of a small business, over HTTP',
      description: DESCRIPTION,
      license: { name: 'Proprietary', url: 'https://toonbank.example/terms' },
    },
    servers: [{ url: 'https://{region}-{project}.cloudfunctions.net/api', variables: { region: { default: 'europe-west4' }, project: { default: 'toonbank' } } }],
    tags: await Promise.all(tags.map(async (name) => ({ name, description: await purposeOf(src, name) }))),
    paths,
    components: {
      schemas: { ...addSchemaWords(components.schemas()), Problem: PROBLEM, ProblemIssue: PROBLEM_ISSUE },
      responses: RESPONSES,
      parameters: PARAMETERS,
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function byPlace(a: { route: Route }, b: { route: Route }): number {
  const place = ({ route }: { route: Route }): string => `${tagOf(route)} ${route.path} ${route.method}`;
  return place(a) < place(b) ? -1 : 1;
}

/** Schemas that many fields share, and that are worth a name. */
export async function nameCommon(src: string, components: Components): Promise<void> {
  const COMMON: Readonly<Record<string, readonly string[]>> = {
    'platform/text.ts': ['CountryCode'],
    'platform/currency.ts': ['CurrencyCode'],
    'platform/address.ts': ['Address'],
    'platform/money.ts': ['AmountMinor', 'BasisPoints'],
    'domains/accounts/permissions.ts': ['PermissionName'],
    'domains/vat/lines.ts': ['DraftLine', 'PricedLine'],
    'domains/customers/party.ts': ['Party'],
    'domains/invoices/seller.ts': ['Seller'],
  };
  for (const [file, names] of Object.entries(COMMON)) {
    const module = (await import(pathToFileURL(join(src, file)).href)) as Record<string, unknown>;
    for (const name of names) if (module[name] !== undefined) components.name(module[name] as never, name);
  }
}

/** What a domain is for: the first paragraph of its README, or the head of its `api.ts`. */
async function purposeOf(src: string, domain: string): Promise<string> {
  const folder = join(src, 'domains', domain);
  if (existsSync(join(folder, 'README.md'))) {
    // The list below it, if any, is for whoever works on the domain.
    const paragraphs = (await readFile(join(folder, 'README.md'), 'utf8')).split(/\n{2,}|\n(?=- )/);
    const first = paragraphs.find((paragraph) => !paragraph.startsWith('#'));
    // Where in the sources to look is nothing to callers.
    if (first !== undefined) return first.replaceAll('\n', ' ').replace(/ \([^()]*\.ts[^()]*\)/g, '').trim();
  }
  const api = existsSync(join(folder, 'api.ts')) ? await readFile(join(folder, 'api.ts'), 'utf8') : '';
  return /\/\*\* (.*) \*\//.exec(api)?.[1] ?? pascal(domain);
}

export function pascal(text: string): string {
  return text.replace(/(^|-)(\w)/g, (_, _dash: string, letter: string) => letter.toUpperCase());
}
