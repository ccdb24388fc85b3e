import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import type { ZodObject } from 'zod';
import type { Action } from '../src/platform/action.ts';

const require = createRequire(new URL('../src/index.ts', import.meta.url));
const z = require('zod') as typeof import('zod');

const NOTICE = '<!-- Generated from the source by `npm run generate`: do not edit. -->\n\n';

/** docs/actions.md: every action, by domain, with who may call it and what it takes. */
export async function actionsPage(src: string): Promise<string> {
  const { actions } = (await load(join(src, 'actions.generated.ts'))) as { actions: Record<string, Action> };
  const domains = [...new Set(Object.keys(actions).map(domainOf))];
  const sections = domains.map((domain) => {
    const rows = Object.values(actions).filter(({ name }) => domainOf(name) === domain).map(actionRow);
    return `## ${domain}\n\n| action | who | does | input |\n| --- | --- | --- | --- |\n${rows.join('')}\n`;
  });
  return `# Actions\n\n${NOTICE}${Object.keys(actions).length} actions, called as \`httpsCallable(functions, 'api/<action>')\`. Optional fields have a question mark.\n\n${sections.join('')}`.trimEnd() + '\n';
}

function domainOf(name: string): string {
  return name.split('/')[0] ?? '';
}

function actionRow({ name, summary, who, input }: Action): string {
  const fields = Object.entries(input.shape).map(([field, schema]) => `${field}${(schema as { safeParse(value: unknown): { success: boolean } }).safeParse(undefined).success ? '?' : ''}`);
  return `| \`${name}\` | ${whoWords(who)} | ${cell(summary)} | ${fields.join(', ') || '–'} |\n`;
}

function whoWords(who: Action['who']): string {
  if ('permission' in who) return `\`${who.permission}\``;
  if ('link' in who) return `link to the ${who.link}`;
  return { user: 'anybody signed in', guest: 'anybody', system: 'the system itself' }[who.access];
}

interface Stored {
  readonly path: string;
  readonly name: string;
  readonly domain: string;
  readonly type: string;
  readonly fields: readonly string[];
  /** `undefined` where the type is an interface. */
  readonly schema: ZodObject | undefined;
}

/** docs/data-model.md: every collection that a `repo.ts` (or the platform) names, with the fields of its schema. */
export async function dataModelPage(src: string): Promise<string> {
  const rows = (await storedCollections(src)).map(({ path, domain, type, fields }) => `| \`${path}\` | ${domain} | ${type} | ${fields.join(', ') || '–'} |\n`);
  return `# Data model\n\n${NOTICE}Moments are Firestore timestamps, business dates ISO dates, amounts integers in minor units of the document's currency.\n\n| documents | owner | type | fields |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

/** Every collection that a `repo.ts` (or the platform) names, by path. */
export async function storedCollections(src: string): Promise<Stored[]> {
  const repos = [...(await domainFiles(src, 'repo.ts')), ...(await filesOf(join(src, 'platform')))];
  return (await Promise.all(repos.map((file) => collectionsIn(file)))).flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

const COLLECTION = /(tenant|root|user)Collection<(\w+)[^>]*>\('(\w+)'\)/g;
const PATHS = { tenant: 'orgs/{orgId}/', root: '', user: 'users/{uid}/' };

async function collectionsIn(file: string): Promise<Stored[]> {
  const source = await readFile(file, 'utf8');
  const domain = file.includes('/platform/') ? 'platform' : basename(dirname(file));
  const found = [...source.matchAll(COLLECTION)].map(async ([, kind = '', type = '', name = '']) => {
    const path = `${PATHS[kind as keyof typeof PATHS]}${name}/{id}`;
    return { path, name, domain, type, ...(await typeOf(file, source, type)) };
  });
  return Promise.all(found);
}

/** The fields of the zod schema called `type` that the file imports or defines; of an interface, those it declares. */
async function typeOf(file: string, source: string, type: string): Promise<Pick<Stored, 'fields' | 'schema'>> {
  const from = new RegExp(`import \\{[^}]*\\b${type}\\b[^}]*\\} from '([^']+)'`).exec(source)?.[1];
  const home = from === undefined ? file : resolve(dirname(file), from);
  const exported = ((await load(home)) as Record<string, unknown>)[type];
  if (exported instanceof z.ZodObject) return { schema: exported, fields: Object.keys(exported.shape).filter((field) => field !== 'id') };
  const body = new RegExp(`interface ${type}\\b[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(await readFile(home, 'utf8'))?.[1] ?? '';
  const fields = [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, field = '']) => field).filter((field) => field !== 'id');
  return { schema: undefined, fields };
}

/** docs/states.md: a diagram of every transition table. */
export async function statesPage(src: string): Promise<string> {
  const files = (await domainFiles(src)).filter((file) => !/\.test\.tsx?$|\.lazy\./.test(file));
  const tables = (await Promise.all(files.map(tablesIn))).flat();
  return `# States\n\n${NOTICE}Every move a document may make; what is not drawn cannot happen.\n\n${tables.map(diagram).join('\n')}`;
}

interface Table {
  readonly name: string;
  readonly domain: string;
  readonly moves: Readonly<Record<string, readonly string[]>>;
}

async function tablesIn(file: string): Promise<Table[]> {
  const names = [...(await readFile(file, 'utf8')).matchAll(/^export const (\w+_TRANSITIONS)\b/gm)].map(([, name = '']) => name);
  if (names.length === 0) return [];
  const module = (await load(file)) as Record<string, Table['moves']>;
  return names.map((name) => ({ name, domain: basename(dirname(file)), moves: module[name] ?? {} }));
}

function diagram({ name, domain, moves }: Table): string {
  const title = name.replace('_TRANSITIONS', '').toLowerCase().replaceAll('_', ' ');
  const arrows = Object.entries(moves).flatMap(([from, tos]) => tos.map((to) => `    ${from} --> ${to}\n`));
  const ends = Object.entries(moves).filter(([, tos]) => tos.length === 0).map(([state]) => `    ${state} --> [*]\n`);
  return `## ${title} (${domain})\n\n\`\`\`mermaid\nstateDiagram-v2\n    [*] --> ${Object.keys(moves)[0]}\n${arrows.join('')}${ends.join('')}\`\`\`\n`;
}

async function domainFiles(src: string, only?: string): Promise<string[]> {
  const domains = (await readdir(join(src, 'domains'))).sort();
  const files = (await Promise.all(domains.map((domain) => filesOf(join(src, 'domains', domain))))).flat();
  return only === undefined ? files : files.filter((file) => basename(file) === only);
}

async function filesOf(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort().map((file) => join(folder, file));
}

function load(file: string): Promise<unknown> {
  return import(pathToFileURL(file).href);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
