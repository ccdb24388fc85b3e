/** Checks a decoded form against the shapes taken from Stripe's declarations, and turns strings into values. */
import { readFileSync } from 'node:fs';
import { invalidRequest, parameterEmpty, parameterInteger, parameterMissing, parameterUnknown } from './errors.ts';
import type { Form, FormValue } from './form.ts';
import type { ParamsFile, Shape } from './schema/shape.ts';

const FILE = JSON.parse(readFileSync(new URL('./schema/params.json', import.meta.url), 'utf8')) as ParamsFile;

/** The API version that the installed package pins, e.g. `2026-10-28.endive`. */
export const API_VERSION = FILE.apiVersion;

/** Whether Stripe has this endpoint at all (method and path template). */
export const isKnownEndpoint = (key: string): boolean => key in FILE.endpoints;

export const knownEndpoints = (): string[] => Object.keys(FILE.endpoints);

/** Longest string parameter, in characters, unless Stripe says otherwise for a field. */
const MAX_STRING = 5_000;
const MAX_METADATA_KEYS = 50;

/**
 * The parameters of one request, checked and typed. Throws a `StripeFailure` naming the first field that is wrong:
 * unknown ones first, then missing ones, then values, as Stripe reports them.
 */
export function validateParams(endpoint: string, form: Form): Record<string, unknown> {
  const shape = FILE.endpoints[endpoint];
  if (shape === undefined) throw new Error(`no schema for ${endpoint}`);
  const resolved = deref(shape);
  const unknown: string[] = [];
  collectUnknown(resolved, form, '', unknown);
  if (unknown.length) throw parameterUnknown(unknown);
  return coerce(resolved, form, '') as Record<string, unknown>;
}

function deref(shape: Shape): Shape {
  if (typeof shape !== 'object' || !('ref' in shape)) return shape;
  const target = FILE.shared[shape.ref];
  if (target === undefined) throw new Error(`shape ${shape.ref} is missing`);
  return deref(target);
}

const under = (path: string, key: string): string => (path ? `${path}[${key}]` : key);

/** The alternative of a union that fits the kind of value given: a hash, a list or a plain value. */
function alternative(shape: Shape, value: FormValue): Shape {
  const plain = deref(shape);
  if (typeof plain !== 'object' || !('any' in plain)) return plain;
  const wanted = plain.any.map(deref).filter((s) => kindFits(s, value));
  if (value === '' && wanted.includes('unset')) return 'unset';
  return wanted.find((s) => s !== 'unset' && accepts(s, value)) ?? wanted.find((s) => s !== 'unset') ?? plain.any[0] ?? 'string';
}

function kindFits(shape: Shape, value: FormValue): boolean {
  if (typeof value === 'string') return typeof shape === 'string' || 'enum' in shape;
  if (Array.isArray(value)) return typeof shape === 'object' && ('list' in shape || 'map' in shape);
  return typeof shape === 'object' && ('fields' in shape || 'map' in shape);
}

function accepts(shape: Shape, value: FormValue): boolean {
  try {
    coerce(shape, value, '');
    return true;
  } catch {
    return false;
  }
}

function collectUnknown(shape: Shape, value: FormValue, path: string, out: string[]): void {
  const plain = alternative(shape, value);
  if (typeof plain !== 'object' || typeof value === 'string') return;
  if ('list' in plain && Array.isArray(value)) value.forEach((v, i) => collectUnknown(plain.list, v, under(path, String(i)), out));
  if (!('fields' in plain) || Array.isArray(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const field = Object.hasOwn(plain.fields, key) ? plain.fields[key] : undefined;
    if (field === undefined) out.push(under(path, key));
    else collectUnknown(field, inner, under(path, key), out);
  }
}

function coerce(shape: Shape, value: FormValue, path: string): unknown {
  const plain = alternative(shape, value);
  if (typeof plain === 'string') return coercePlain(plain, value, path);
  if ('enum' in plain) return coerceEnum(plain.enum, value, path);
  if ('list' in plain) return coerceList(plain.list, value, path);
  if ('map' in plain) return coerceMap(plain.map, value, path);
  if ('fields' in plain) return coerceFields(plain, value, path);
  throw invalidRequest(`Invalid ${path}`, path);
}

function coercePlain(shape: Shape & string, value: FormValue, path: string): unknown {
  if (typeof value !== 'string') throw invalidRequest(`Invalid ${shape === 'string' ? 'string' : shape}: ${JSON.stringify(value)}`, path);
  if (shape === 'unset') {
    if (value === '') return '';
    throw invalidRequest(`Invalid value for ${path}`, path);
  }
  if (value === '') throw parameterEmpty(path);
  switch (shape) {
    case 'integer':
      if (!/^-?\d{1,15}$/.test(value)) throw parameterInteger(path, value);
      return Number(value);
    case 'number':
      if (!/^-?\d+(\.\d+)?$/.test(value)) throw invalidRequest(`Invalid decimal: ${value}`, path);
      return Number(value);
    case 'decimal':
      if (!/^-?\d+(\.\d{1,12})?$/.test(value)) throw invalidRequest(`Invalid decimal: ${value}; must contain at maximum 12 decimal places.`, path);
      return value;
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw invalidRequest(`Invalid boolean: ${value}`, path);
      return value === 'true';
    default:
      if (value.length > MAX_STRING) {
        throw invalidRequest(`Invalid string: ${value.slice(0, 10)}...${value.slice(-10)}; must be at most ${MAX_STRING} characters`, path);
      }
      return value;
  }
}

function coerceEnum(values: string[], value: FormValue, path: string): string {
  if (typeof value !== 'string') throw invalidRequest(`Invalid string: ${JSON.stringify(value)}`, path);
  if (value === '') throw parameterEmpty(path);
  if (!values.includes(value)) {
    const last = values[values.length - 1] ?? '';
    const list = values.length > 1 ? `one of ${values.slice(0, -1).join(', ')}, or ${last}` : last;
    throw invalidRequest(`Invalid ${path}: must be ${list}`, path);
  }
  return value;
}

function coerceList(item: Shape, value: FormValue, path: string): unknown[] {
  // An empty string is how a form says "no elements".
  if (value === '') return [];
  if (!Array.isArray(value)) throw invalidRequest('Invalid array', path);
  return value.map((v, i) => coerce(item, v, under(path, String(i))));
}

function coerceMap(item: Shape, value: FormValue, path: string): Record<string, unknown> {
  if (typeof value === 'string') throw invalidRequest('Invalid object', path);
  const entries = Object.entries(value);
  if (/metadata\]?$/.test(path)) checkMetadata(entries, path);
  return Object.fromEntries(entries.map(([key, v]) => [key, v === '' ? '' : /metadata\]?$/.test(path) ? v : coerce(item, v, under(path, key))]));
}

function checkMetadata(entries: [string, FormValue][], path: string): void {
  if (entries.length > MAX_METADATA_KEYS) throw invalidRequest(`Metadata can have up to ${MAX_METADATA_KEYS} keys.`, path);
  for (const [key, value] of entries) {
    if (key.length > 40) {
      throw invalidRequest(`Metadata keys can have up to 40 characters, but you passed in ${key}.`, path);
    }
    if (typeof value !== 'string') throw invalidRequest('Metadata values must be strings, but you passed in a hash.', under(path, key));
    if (value.length > 500) {
      throw invalidRequest(`Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters.`, under(path, key));
    }
  }
}

function coerceFields(shape: { fields: Record<string, Shape>; required?: string[] }, value: FormValue, path: string): Record<string, unknown> {
  if (value === '' && path) throw parameterEmpty(path);
  if (typeof value === 'string' || Array.isArray(value)) throw invalidRequest('Invalid object', path);
  for (const name of shape.required ?? []) {
    if (value[name] === undefined) throw parameterMissing(under(path, name));
  }
  const out: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const field = shape.fields[key];
    if (field !== undefined) out[key] = coerce(field, inner, under(path, key));
  }
  return out;
}

/** The fields of an object of this kind that `expand` may name. */
export const expandableFields = (kind: string): string[] => FILE.expandable[kind] ?? [];
