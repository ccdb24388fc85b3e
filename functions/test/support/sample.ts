import * as z from 'zod';

/** The parts of a JSON Schema that our inputs are made of. */
interface Schema {
  readonly type?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly allOf?: readonly Schema[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Schema | undefined;
  readonly minItems?: number | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
}

/** Texts to try for a pattern, an everyday one first. */
const TEXTS = ['Bakkerij', '2', '2.5', 'NL', '2026-11-27', '09:30', '1234', 'a@b.example', '#14532d', 'EUR', 'Europe/Amsterdam', '27312345'];
/** A day far ahead: what is to begin must not begin in the past. */
const FORMATS: Readonly<Record<string, string>> = { date: '2098-11-27', 'date-time': '2026-11-27T09:30:00Z', email: 'fenna@goudenaar.example', uri: 'https://example.test' };

/** Some value that a schema takes, as small as it allows. Rules beyond the schema (checksums, dates in order) it does not know. */
export function sample(schema: z.ZodType): unknown {
  return valueOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema);
}

function valueOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.[0];
  if (choice !== undefined) return valueOf(choice);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, valueOf(schema.properties?.[name] ?? {})]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => valueOf(schema.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 3, (schema.exclusiveMinimum ?? 2) + 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return text(schema);
  }
}

function text({ format, pattern, minLength = 0 }: Schema): string {
  const known = FORMATS[format ?? ''];
  if (known !== undefined) return known;
  const fitting = pattern === undefined ? TEXTS[0] : TEXTS.find((candidate) => new RegExp(pattern, 'u').test(candidate));
  return (fitting ?? '').padEnd(minLength, 'x');
}
