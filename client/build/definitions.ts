import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Components, type JsonSchema } from '../../functions/build/openapi/components.ts';
import { loadInterface, nameCommon, pascal } from '../../functions/build/openapi/generate-openapi.ts';
import { isPage, pageOf, type ListPage } from './list-page.ts';
import type { Action } from '../../functions/src/platform/action.ts';
import type { Resource } from '../../functions/src/platform/resource.ts';
import { liveCollections, type LiveCollection } from './live-collections.ts';

/** An action as the client offers it. */
export interface ClientAction {
  /** As the server knows it, `invoices/pause-reminders`. */
  readonly name: string;
  readonly namespace: string;
  /** `pauseReminders`. */
  readonly method: string;
  readonly summary: string;
  readonly who: Action['who'];
  readonly input: JsonSchema;
  /** A page of a collection is typed by hand, with the document's type. */
  readonly output: JsonSchema | ListPage;
}

/** All that the client is made from. */
export interface Definitions {
  readonly actions: readonly ClientAction[];
  readonly live: readonly LiveCollection[];
  /** The named types, by name. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly errors: Readonly<Record<string, { readonly say: { readonly en: string } }>>;
}

const known = new Map<string, Promise<Definitions>>();

/** What the sources in `src` (functions/src) define; read once per process. */
export function definitionsOf(src: string): Promise<Definitions> {
  const found = known.get(src) ?? readDefinitions(src);
  known.set(src, found);
  return found;
}

async function readDefinitions(src: string): Promise<Definitions> {
  const { routes, resources } = await loadInterface(src);
  const components = new Components();
  await nameCommon(src, components);
  for (const { schema, singular } of resources) components.name(schema, pascal(singular));
  const actions = routes.map(({ action }) => converted(action, resources, components));
  const rules = await readFile(join(src, '../../firestore.rules'), 'utf8');
  const live = await liveCollections({ src, rules, resources, components });
  const { errorKinds } = (await import(pathToFileURL(join(src, 'platform/errors.ts')).href)) as { errorKinds: Definitions['errors'] };
  const link = <T extends ClientAction>(one: T): T => ({ ...one, input: components.link(one.input, 'input'), output: isPage(one.output) ? one.output : components.link(one.output, 'output') });
  return {
    actions: actions.map(link).sort((a, b) => (a.name < b.name ? -1 : 1)),
    live: live.map((one) => ({ ...one, filters: one.filters.map((filter) => ({ ...filter, schema: components.link(filter.schema, 'input') })) })),
    schemas: components.schemas(),
    errors: errorKinds,
  };
}

function converted(action: Action, resources: readonly Resource[], components: Components): ClientAction {
  const [namespace = '', verb = ''] = action.name.split('/');
  const { name, summary, who } = action;
  const listed = verb === 'list' ? resources.find((one) => one.name === namespace) : undefined;
  const output = listed === undefined ? components.convert(action.output, 'output') : pageOf(components.convert(listed.schema, 'output'));
  return { name, namespace, method: camel(verb), summary, who, input: components.convert(action.input, 'input'), output };
}

function camel(kebab: string): string {
  return kebab.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
