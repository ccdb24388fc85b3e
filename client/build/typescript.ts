import type { JsonSchema } from '../../functions/build/openapi/components.ts';

/** Where a type stands: what callers send may be looser than what they get. */
export type Io = 'input' | 'output';

const REF = '#/components/schemas/';

/** Names that would hide a type that every program knows. */
const RENAMED: Readonly<Record<string, string>> = { File: 'StoredFile' };

export function typeName(name: string): string {
  return RENAMED[name] ?? name;
}

/** A JSON Schema as a TypeScript type. Moments are `Date`; callers may also send ISO text. */
export function typeOf(schema: JsonSchema, io: Io, indent = ''): string {
  if (schema.$ref !== undefined) return typeName(schema.$ref.slice(REF.length));
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? (schema['oneOf'] as JsonSchema[] | undefined);
  if (choices !== undefined) return [...new Set(choices.map((choice) => typeOf(choice, io, indent)))].join(' | ');
  const types = [schema.type ?? []].flat();
  if (types.length > 1) return types.map((type) => typeOf({ ...schema, type }, io, indent)).join(' | ');
  return ofOneType(schema, io, indent);
}

function ofOneType(schema: JsonSchema, io: Io, indent: string): string {
  switch (schema.type) {
    case 'string':
      return schema.format === 'date-time' ? (io === 'input' ? 'Moment' : 'Date') : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `readonly ${grouped(typeOf(schema.items ?? {}, io, indent))}[]`;
    case 'object':
      return objectOf(schema, io, indent);
    default:
      return 'unknown';
  }
}

function grouped(type: string): string {
  return / [|&] |^readonly /.test(type) ? `(${type})` : type;
}

function objectOf(schema: JsonSchema, io: Io, indent: string): string {
  const { properties, additionalProperties } = schema;
  if (properties === undefined) return recordOf(schema, io, indent);
  const body = fieldsOf(schema, io, `${indent}  `);
  const rest = typeof additionalProperties === 'object' ? `${indent}  readonly [key: string]: ${typeOf(additionalProperties, io, `${indent}  `)};\n` : '';
  return body + rest === '' ? 'Record<string, never>' : `{\n${body}${rest}${indent}}`;
}

function recordOf({ additionalProperties, propertyNames }: JsonSchema, io: Io, indent: string): string {
  const keys = (propertyNames as JsonSchema | undefined)?.enum;
  const key = keys === undefined ? 'string' : keys.map((one) => JSON.stringify(one)).join(' | ');
  const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties, io, indent) : 'unknown';
  const record = `Readonly<Record<${key}, ${value}>>`;
  return keys === undefined ? record : `Partial<${record}>`;
}

/** The lines of an object's fields, with what their schemas say of them. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema, io: Io, indent: string): string {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    const optional = required.includes(name) ? '' : '?';
    const undefinable = optional === '' || io === 'output' ? '' : ' | undefined';
    return `${comment(schema, indent)}${indent}readonly ${key}${optional}: ${typeOf(schema, io, indent)}${undefinable};\n`;
  });
  return lines.join('');
}

/** What is said of a field, once: the types say that a moment is one. */
function comment({ description, default: usual }: JsonSchema, indent: string): string {
  const parts = [/^(Moment in time|Identifier of)/.test(description ?? '') ? undefined : description, usual === undefined ? undefined : `${JSON.stringify(usual)} unless given`];
  const text = parts.filter((part) => part !== undefined).join('; ');
  return text === '' ? '' : `${indent}/** ${safe(text)} */\n`;
}

/** Text that cannot end the comment it stands in. */
export function safe(text: string): string {
  return text.replaceAll('*/', '*\\/').replaceAll('\n', ' ');
}
