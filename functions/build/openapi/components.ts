import { createRequire } from 'node:module';
import type { $ZodType } from 'zod/v4/core';
import type * as Zod from 'zod';

// The one copy of zod that the functions use: its registry knows their schemas.
const z = createRequire(new URL('../../src/index.ts', import.meta.url))('zod') as typeof Zod;

/** JSON Schema 2020-12, as OpenAPI 3.1 uses it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
  default?: unknown;
  [keyword: string]: unknown;
}

type Io = 'input' | 'output';

const REF = '#/$defs/';

/**
 * The named schemas of the interface. What has a name stands once under `components`; an input that differs from the
 * output of the same name (defaults make fields optional) gets `Input` behind its name.
 */
export class Components {
  private readonly known: Record<Io, Map<string, JsonSchema>> = { input: new Map(), output: new Map() };

  /** Names a schema that its domain has not named. */
  name(schema: $ZodType, id: string): void {
    const meta = z.globalRegistry.get(schema) ?? {};
    if (meta.id === undefined) z.globalRegistry.add(schema, { ...meta, id });
  }

  /** The schema of what callers send (`input`), or of what they get (`output`: encoded, moments are texts). */
  convert(schema: $ZodType, io: Io): JsonSchema {
    // Around it, so that a schema with a name is referred to rather than written out.
    const whole = z.toJSONSchema(z.object({ value: schema as Zod.ZodType }), { io, unrepresentable: 'any', override: asJson }) as JsonSchema;
    for (const [id, def] of Object.entries((whole['$defs'] ?? {}) as Record<string, JsonSchema>)) this.known[io].set(id, tidy(def, io));
    return tidy(whole.properties?.['value'] ?? {}, io);
  }

  /** All of them by their final names. */
  schemas(): Record<string, JsonSchema> {
    const differing = this.differing();
    const named = [...this.known.output].map(([id, schema]) => [id, relinked(schema, 'output', differing)] as const);
    const inputs = [...this.known.input].filter(([id]) => differing.has(id) || !this.known.output.has(id));
    const all = [...named, ...inputs.map(([id, schema]) => [differing.has(id) ? `${id}Input` : id, relinked(schema, 'input', differing)] as const)];
    return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Points a converted schema at `components`; after everything has been converted. */
  link(schema: JsonSchema, io: Io): JsonSchema {
    return relinked(schema, io, this.differing());
  }

  /** Names whose input is not their output, directly or by what they refer to. */
  private differing(): ReadonlySet<string> {
    const shared = [...this.known.input.keys()].filter((id) => this.known.output.has(id));
    const found = new Set(shared.filter((id) => JSON.stringify(this.known.input.get(id)) !== JSON.stringify(this.known.output.get(id))));
    for (let before = -1; before !== found.size; ) {
      before = found.size;
      for (const id of shared) if (refsIn(this.known.input.get(id)).some((ref) => found.has(ref))) found.add(id);
    }
    return found;
  }
}

/** What Zod cannot say in JSON Schema by itself. */
function asJson({ zodSchema, jsonSchema }: { zodSchema: $ZodType; jsonSchema: object }): void {
  const { def } = zodSchema._zod;
  if (def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
  // A default made anew for each request, such as an id, is no constant that a document could name.
  if (def.type === 'default' && isMadeAnew(def as { defaultValue?: unknown })) delete (jsonSchema as JsonSchema).default;
}

/** zod makes a default at each look at it; two looks tell a constant from a function. */
function isMadeAnew(def: { defaultValue?: unknown }): boolean {
  return JSON.stringify(def.defaultValue) !== JSON.stringify(def.defaultValue);
}

function walk(value: unknown, change: (schema: Record<string, unknown>) => void): unknown {
  if (Array.isArray(value)) return value.map((inner) => walk(inner, change));
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, change)]));
  change(copy);
  return copy;
}

/** Without what says nothing: the bounds of every JavaScript integer, names inside the named, defaults of outputs. */
function tidy(schema: JsonSchema, io: Io): JsonSchema {
  return walk(schema, (part) => {
    if (part['maximum'] === Number.MAX_SAFE_INTEGER) delete part['maximum'];
    if (part['minimum'] === Number.MIN_SAFE_INTEGER) delete part['minimum'];
    if (typeof part['id'] === 'string') delete part['id'];
    if (io === 'output' && typeof part['type'] === 'string') delete part['default'];
  }) as JsonSchema;
}

function refsIn(schema: unknown): string[] {
  const found: string[] = [];
  walk(schema, (part) => {
    if (typeof part['$ref'] === 'string') found.push(part['$ref'].slice(REF.length));
  });
  return found;
}

function relinked(schema: JsonSchema, io: Io, differing: ReadonlySet<string>): JsonSchema {
  return walk(schema, (part) => {
    if (typeof part['$ref'] !== 'string' || !part['$ref'].startsWith(REF)) return;
    const id = part['$ref'].slice(REF.length);
    part['$ref'] = `#/components/schemas/${io === 'input' && differing.has(id) ? `${id}Input` : id}`;
  }) as JsonSchema;
}
