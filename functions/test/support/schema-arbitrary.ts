import fc from 'fast-check';

/** JSON Schema 2020-12, as far as our description uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly pattern?: string;
}

interface Options {
  /** Where `#/components/…` leads. */
  resolve(ref: string): Schema;
  /** Values to prefer for a property of this name: ids of documents that exist. */
  known(name: string): readonly unknown[];
}

/** Values that a schema takes, as far as a schema tells. Small: what is tested is the interface, not its limits of size. */
export class SchemaArbitrary {
  constructor(private readonly options: Options) {}

  of(schema: Schema, name = '', depth = 0): fc.Arbitrary<unknown> {
    const known = this.options.known(name);
    const any = this.any(schema, name, depth);
    return known.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: any });
  }

  private any(schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.any(this.options.resolve(schema.$ref), name, depth);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return fc.oneof(...choices.map((choice) => this.any(choice, name, depth)));
    if (schema.allOf !== undefined) return this.any(Object.assign({}, ...schema.allOf) as Schema, name, depth);
    const types = [schema.type ?? []].flat();
    return types.length > 1 ? fc.oneof(...types.map((type) => this.typed({ ...schema, type }, name, depth))) : this.typed(schema, name, depth);
  }

  private typed(schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    switch (schema.type) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.array(schema, name, depth);
      case 'integer':
      case 'number':
        return fc.integer(rangeOf(schema));
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'string':
        return textOf(schema);
      default:
        return fc.jsonValue({ maxDepth: 1 });
    }
  }

  private object({ properties, required = [], additionalProperties, propertyNames }: Schema, depth: number): fc.Arbitrary<unknown> {
    if (properties === undefined) {
      if (typeof additionalProperties !== 'object') return fc.constant({});
      const key = propertyNames === undefined ? fc.stringMatching(/^[a-z]{1,8}$/) : (this.any(propertyNames, '', depth + 1) as fc.Arbitrary<string>);
      return fc.dictionary(key, this.any(additionalProperties, '', depth + 1), { maxKeys: 2, noNullPrototype: true });
    }
    const fields = Object.fromEntries(Object.entries(properties).map(([field, inner]) => [field, this.of(inner, field, depth + 1)]));
    return fc.record(fields, { requiredKeys: [...required], noNullPrototype: true });
  }

  private array({ items = {}, minItems = 0, maxItems = 3 }: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    return fc.array(this.of(items, name, depth + 1), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, depth > 2 ? 1 : 3)) });
  }
}

function rangeOf({ minimum = -1000, maximum = 100_000, exclusiveMinimum, exclusiveMaximum }: Schema): { min: number; max: number } {
  const min = Math.max(minimum, exclusiveMinimum === undefined ? -Infinity : exclusiveMinimum + 1, -1_000_000);
  return { min, max: Math.max(min, Math.min(maximum, exclusiveMaximum === undefined ? Infinity : exclusiveMaximum - 1, 1_000_000)) };
}

const DAY = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T23:59:59Z'), noInvalidDate: true }).map((date) => date.toISOString());

/** Letters of several scripts, quotes, an emoji, and what a careless program puts into markup or a path. */
const WORDS = ['Fenna', 'Özdemir', 'Σίσυφος', '漢字', "O'Brien", '<b>', '../..', '🍕', 'null', '1e9', '{{x}}', '  '];

function textOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return DAY.map((moment) => moment.slice(0, 10));
  if (format === 'date-time') return DAY;
  if (format === 'email') return fc.stringMatching(/^[a-z]{1,8}[.][a-z]{1,8}@[a-z]{2,8}[.]example$/);
  if (format === 'uri') return fc.stringMatching(/^https:\/\/[a-z]{2,8}[.]example\/[a-z]{0,8}$/);
  if (pattern !== undefined) return matching(pattern);
  const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((parts) => [...parts.join(' ')].slice(0, maxLength).join(''));
  return words.map((text) => text.padEnd(minLength, 'x'));
}

/** fast-check makes texts for most patterns; for one with a lookahead, what stands behind it will do. */
function matching(pattern: string): fc.Arbitrary<string> {
  const made = MATCHING.get(pattern) ?? toMatch(pattern);
  MATCHING.set(pattern, made);
  return made;
}

/** Making one reads the pattern, which takes longer than using it; there are few patterns, used everywhere. */
const MATCHING = new Map<string, fc.Arbitrary<string>>();

function toMatch(pattern: string): fc.Arbitrary<string> {
  const plain = pattern.replace(/\(\?[!=][^()]*(?:\([^()]*\)[^()]*)*\)/g, '');
  try {
    return fc.stringMatching(new RegExp(plain, 'u'));
  } catch {
    return fc.constantFrom('27312345', 'NL91ABNA0417164300', '2.5', '#14532d');
  }
}
