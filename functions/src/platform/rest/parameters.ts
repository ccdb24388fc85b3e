import type * as z from 'zod';
import { AppError, type FieldIssue } from '../errors.ts';

/** What a text in a query string may stand for. */
type Kind = 'text' | 'number' | 'boolean' | 'null' | 'list' | 'object';

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
}

/** Around a schema, these change what is accepted, not how it is written. */
const WRAPPERS = ['optional', 'default', 'prefault', 'readonly', 'catch', 'nonoptional'];

/** The kinds of value that a schema takes, seen through optional, default, nullable, codecs and unions. */
export function kindsOf(schema: z.ZodType): ReadonlySet<Kind> {
  const { type, innerType, in: source, options, element } = schema.def as Definition;
  if (WRAPPERS.includes(type) && innerType !== undefined) return kindsOf(innerType);
  if (type === 'nullable' && innerType !== undefined) return new Set([...kindsOf(innerType), 'null' as const]);
  if (type === 'pipe' && source !== undefined) return kindsOf(source);
  if (type === 'union') return new Set((options ?? []).flatMap((option) => [...kindsOf(option)]));
  if (type === 'array' && element !== undefined) {
    const inner = [...kindsOf(element)];
    return inner.some((kind) => kind === 'object' || kind === 'list') ? new Set(['object']) : new Set<Kind>(['list', ...inner]);
  }
  if (type === 'number' || type === 'int' || type === 'bigint') return new Set(['number']);
  if (type === 'boolean' || type === 'null') return new Set([type]);
  if (type === 'string') return new Set([isShort(schema as z.ZodString) ? 'text' : 'object']);
  return new Set([type === 'enum' || type === 'literal' ? 'text' : 'object']);
}

/** A text that may be longer than addresses can be (a whole file) does not belong into a query string. */
function isShort({ maxLength, format }: z.ZodString): boolean {
  return format !== null || (maxLength !== null && maxLength <= 2000);
}

/** Whether an input fits into a query string: no field of it is an object or a list of them. */
export function isFlat({ shape }: z.ZodObject): boolean {
  return Object.values(shape as Record<string, z.ZodType>).every((schema) => !kindsOf(schema).has('object'));
}

/**
 * The fields of a query string as the action's input has them: numbers and booleans where it takes them, lists by
 * repeating the parameter or with commas. What does not fit stays text, so that the schema says what is wrong.
 * @throws AppError `invalid-input` for a single value that is given twice
 */
export function readParameters({ shape }: z.ZodObject, query: URLSearchParams): Record<string, unknown> {
  const issues: FieldIssue[] = [];
  // Without a prototype, so that no name of a parameter can mean anything but a field.
  const input = Object.create(null) as Record<string, unknown>;
  for (const name of new Set(query.keys())) {
    const schema = (Object.hasOwn(shape, name) ? shape[name] : undefined) as z.ZodType | undefined;
    const kinds = schema === undefined ? new Set<Kind>(['text']) : kindsOf(schema);
    const given = query.getAll(name);
    if (kinds.has('list')) input[name] = readList(given, kinds);
    else if (given.length === 1) input[name] = readOne(given[0] ?? '', kinds);
    else issues.push({ path: name, code: 'repeated', message: 'must be given once' });
  }
  if (issues.length > 0) throw new AppError('invalid-input', 'repeated parameters', { issues });
  return { ...input };
}

function readList(given: readonly string[], kinds: ReadonlySet<Kind>): unknown {
  return given.flatMap((value) => value.split(',')).map((value) => readOne(value, kinds));
}

function readOne(value: string, kinds: ReadonlySet<Kind>): unknown {
  if (kinds.has('number') && /^-?\d{1,16}(\.\d+)?$/.test(value)) return Number(value);
  if (kinds.has('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  if (kinds.has('null') && value === 'null') return null;
  return value;
}
