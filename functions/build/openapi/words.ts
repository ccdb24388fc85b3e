import type { JsonSchema } from './components.ts';
import { FIELD_WORDS, SCHEMA_WORDS } from './field-words.ts';

/** Says of each field of a schema what it means, where the schema does not. Changes it in place. @param name what the schema is called, or the field it belongs to */
export function addWords(schema: JsonSchema, name = ''): JsonSchema {
  for (const [field, inner] of Object.entries(schema.properties ?? {})) {
    addWords(inner, field);
    const words = lifted(inner) ?? wordsFor(field, name);
    if (words !== undefined) inner.description ??= words;
  }
  for (const inner of within(schema)) addWords(inner, name);
  return schema;
}

/** The named schemas, each with its fields. */
export function addSchemaWords(schemas: Record<string, JsonSchema>): Record<string, JsonSchema> {
  for (const [name, schema] of Object.entries(schemas)) {
    const words = SCHEMA_WORDS[name.replace(/Input$/, '')];
    if (words !== undefined) schema.description ??= words;
    addWords(schema, name);
  }
  return schemas;
}

/** @returns what is known of a field by its name; of `invoiceId`, whose id it is */
export function wordsFor(field: string, within = ''): string | undefined {
  const known = FIELD_WORDS[`${within}.${field}`] ?? FIELD_WORDS[field];
  if (known !== undefined) return known;
  const [, kind] = /^(\w+)Id$/.exec(field) ?? [];
  return kind === undefined ? undefined : `Id of the ${kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`;
}

function within({ items, anyOf = [], oneOf = [], allOf = [], additionalProperties }: JsonSchema): JsonSchema[] {
  const all = [items, ...anyOf, ...(oneOf as JsonSchema[]), ...(allOf as JsonSchema[]), additionalProperties];
  return all.filter((one): one is JsonSchema => typeof one === 'object');
}

/** What stands inside, where nobody looks: of the one alternative to `null`, or of the elements of a list. */
function lifted({ description, anyOf = [], items }: JsonSchema): string | undefined {
  const real = anyOf.filter(({ type }) => type !== 'null');
  const inner = description !== undefined ? undefined : (items ?? (real.length === 1 ? real[0] : undefined));
  const words = inner?.description;
  if (words !== undefined) delete inner?.description;
  return words;
}
