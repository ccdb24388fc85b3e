import { fileURLToPath } from 'node:url';
import { exportedBy, type Exported } from './exported.ts';
import { definitionsOf, type ClientAction, type Definitions } from './definitions.ts';
import { isPage } from './list-page.ts';
import type { LiveCollection } from './live-collections.ts';
import { namespaceNames } from './render-types.ts';
import { errorName } from './render-table.ts';
import { typeOf, typeName } from './typescript.ts';

const ENTRIES = [
  ['@toonbank/client', '../src/index.ts'],
  ['@toonbank/client/react', '../src/react/index.ts'],
] as const;

/** docs/client.md: all that the client offers. The fields of inputs and documents are told by the types themselves. */
export async function clientPage(src: string): Promise<string> {
  const definitions = await definitionsOf(src);
  const entries = await Promise.all(ENTRIES.map(async ([name, file]) => entrySection(name, await exportedBy(fileURLToPath(new URL(file, import.meta.url))))));
  return `# The client, whole

<!-- Generated from the source by \`npm run generate\`: do not edit. -->

What to do with it stands in \`client/README.md\`. Types of documents (\`Invoice\`, \`Order\`, …) are exported too; their fields
stand in \`docs/data-model.md\`, with moments as \`Date\`.

${entries.join('\n')}
## What a client offers

Calls take a last argument, \`CallOptions\`, or \`LinkOptions\` where a link is needed. Fields with a question mark may be left out.

${namespaceNames(definitions).map((name) => namespaceSection(name, definitions)).join('\n')}
## Errors

Classes of errors that the server gives, by \`code\`.

| class | code | says |
| --- | --- | --- |
${Object.entries(definitions.errors).map(([code, { say }]) => `| \`${errorName(code)}\` | \`${code}\` | ${cell(say.en)} |\n`).join('')}`;
}

function entrySection(name: string, exported: readonly Exported[]): string {
  const parts = exported.map((one) => `### ${one.name}\n\n${one.text === '' ? '' : `${one.text}\n\n`}\`\`\`ts\n${one.declaration}\n\`\`\`\n`);
  return `## \`${name}\`\n\n${parts.join('\n')}`;
}

function namespaceSection(name: string, { actions, live }: Definitions): string {
  const rows = actions.filter(({ namespace }) => namespace === name).map(actionRow);
  const collection = live.find((one) => one.name === name);
  const table = rows.length === 0 ? '' : `| call | reply | for | does |\n| --- | --- | --- | --- |\n${rows.join('')}`;
  return `### ${name}\n\n${[collection === undefined ? '' : liveText(collection), table].filter((text) => text !== '').join('\n')}`;
}

function liveText({ name, summary, type, permission, filters, sorts }: LiveCollection): string {
  const plain = filters.filter(({ range }) => !range).map((filter) => filter.name);
  const ranges = [...new Set(filters.filter(({ range }) => range).map(({ field }) => field))];
  const parts = [
    ['by', plain],
    ['from and before', ranges],
    ['in the order of', Object.keys(sorts)],
  ].map(([word, names]) => ((names?.length ?? 0) === 0 ? '' : `; ${String(word)} ${(names as readonly string[]).map((one) => `\`${one}\``).join(', ')}`));
  return `\`${name}.watch\`, \`.watchOne\`: ${summary}, as \`${type}\`; for ${permission === undefined ? 'anybody, or as the rules say' : `\`${permission}\``}${parts.join('')}.\n`;
}

function actionRow({ method, input, output, who, summary }: ClientAction): string {
  const required = new Set(input.required);
  const fields = Object.keys(input.properties ?? {}).map((field) => (required.has(field) ? field : `${field}?`));
  const given = fields.length === 0 ? '' : `{ ${fields.join(', ')} }`;
  return `| \`${method}(${given})\` | ${replyText(output)} | ${whoText(who)} | ${cell(summary)} |\n`;
}

function replyText(output: ClientAction['output']): string {
  if (isPage(output)) return `\`Page<${typeName(output.documentOf)}>\``;
  if (output.properties === undefined) return `\`${cell(typeOf(output, 'output')).replace(/\s+/g, ' ')}\``;
  return `\`{ ${Object.keys(output.properties).join(', ')} }\``;
}

function whoText(who: ClientAction['who']): string {
  if ('permission' in who) return `\`${who.permission}\``;
  if ('link' in who) return `a link to the ${who.link}`;
  return who.access === 'user' ? 'who is signed in' : 'anybody';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
