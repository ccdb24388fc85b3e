import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDeclarations, type Scope, type TypeNode } from './dts.ts';
import type { Shape } from './shape.ts';

/** Numbers that Stripe documents as decimals; every other number of the API is an integer. */
const DECIMALS = /percent|ratio|latitude|longitude|^rate$|^height$|^length$|^width$|^weight$|temperature|altitude/;

/** Loads and resolves the declarations of the `stripe` package, one file once. */
export class Declarations {
  private readonly files = new Map<string, Scope>();

  file(path: string): Scope {
    let scope = this.files.get(path);
    if (!scope) {
      scope = parseDeclarations(readFileSync(path, 'utf8'), path);
      this.files.set(path, scope);
    }
    return scope;
  }

  /** The shape of a type as a request parameter. `field` is the parameter's own name. Throws on a name it cannot resolve. */
  shape(node: TypeNode, scope: Scope, field: string, bindings: Map<string, Shape> = new Map()): Shape {
    switch (node.kind) {
      case 'literal':
        return node.value === '' || node.value === null ? 'unset' : { enum: [String(node.value)] };
      case 'array':
        return { list: this.shape(node.of, scope, field, bindings) };
      case 'union':
        return union(node.of.map((n) => this.shape(n, scope, field, bindings)));
      case 'intersection':
        return this.merge(node.of.map((n) => this.shape(n, scope, field, bindings)));
      case 'object':
        return this.object(node, scope, bindings, []);
      case 'name':
        return this.named(node, scope, field, bindings);
    }
  }

  private named(node: TypeNode & { kind: 'name' }, scope: Scope, field: string, bindings: Map<string, Shape>): Shape {
    const bound = bindings.get(node.name);
    if (bound) return bound;
    switch (node.name) {
      case 'string':
        return 'string';
      case 'number':
        return DECIMALS.test(field) ? 'number' : 'integer';
      case 'Decimal':
        return 'decimal';
      case 'boolean':
        return 'boolean';
      case 'undefined':
      case 'void':
        return 'unset';
      case 'OtherString':
        return { enum: [] };
      case 'Uint8Array':
      case 'Buffer':
      case 'Emptyable.never':
        return 'file';
      default:
        return this.declared(node, scope, field, bindings);
    }
  }

  private declared(node: TypeNode & { kind: 'name' }, scope: Scope, field: string, bindings: Map<string, Shape>): Shape {
    const found = this.find(node.name, scope);
    if (!found) throw new Error(`cannot resolve ${node.name} in ${scope.path}`);
    const inner = new Map<string, Shape>();
    found.params.forEach((name, i) => {
      const arg = node.args[i];
      if (arg) inner.set(name, this.shape(arg, scope, field, bindings));
    });
    if (found.node.kind === 'object') return this.object(found.node, found.scope, inner, found.extends);
    return this.shape(found.node, found.scope, field, inner);
  }

  private object(node: TypeNode & { kind: 'object' }, scope: Scope, bindings: Map<string, Shape>, bases: TypeNode[]): Shape {
    if (node.index && node.fields.length === 0) return { map: this.shape(node.index, scope, '', bindings) };
    const fields: Record<string, Shape> = {};
    const required: string[] = [];
    for (const base of bases) {
      const shape = this.shape(base, scope, '', bindings);
      if (typeof shape === 'object' && 'fields' in shape) {
        Object.assign(fields, shape.fields);
        required.push(...(shape.required ?? []));
      }
    }
    for (const f of node.fields) {
      fields[f.name] = this.shape(f.type, scope, f.name, bindings);
      if (!f.optional && !required.includes(f.name)) required.push(f.name);
    }
    return { fields, ...(required.length ? { required } : {}) };
  }

  private merge(shapes: Shape[]): Shape {
    const fields: Record<string, Shape> = {};
    const required: string[] = [];
    for (const s of shapes) {
      if (typeof s !== 'object' || !('fields' in s)) return s;
      Object.assign(fields, s.fields);
      required.push(...(s.required ?? []));
    }
    return { fields, ...(required.length ? { required } : {}) };
  }

  /** Finds a possibly dotted name: in the scope, in its parents, then through the file's imports. */
  private find(name: string, scope: Scope): (Scope['types'] extends Map<string, infer V> ? V : never) | undefined {
    const parts = name.split('.');
    for (let s: Scope | undefined = scope; s; s = s.parent) {
      const hit = inside(s, parts);
      if (hit) return hit;
      const imported = s.imports.get(parts[0] ?? '');
      if (imported) {
        const target = this.file(declarationPath(scope.path, imported.file));
        return inside(target, [imported.name, ...parts.slice(1)]);
      }
    }
    return undefined;
  }
}

function inside(scope: Scope, parts: string[]): (Scope['types'] extends Map<string, infer V> ? V : never) | undefined {
  let s: Scope | undefined = scope;
  for (const part of parts.slice(0, -1)) s = s?.scopes.get(part);
  return s?.types.get(parts[parts.length - 1] ?? '');
}

function declarationPath(from: string, spec: string): string {
  const path = resolve(dirname(from), spec.replace(/\.js$/, '.d.ts'));
  if (!existsSync(path)) throw new Error(`${path} is not there`);
  return path;
}

/** Joins enums (the open `OtherString` adds nothing: the API itself refuses what it does not list) and drops duplicates. */
function union(shapes: Shape[]): Shape {
  const values = new Set<string>();
  const rest: Shape[] = [];
  let hasEnum = false;
  for (const s of shapes.flatMap((x) => (typeof x === 'object' && 'any' in x ? x.any : [x]))) {
    if (typeof s === 'object' && 'enum' in s) {
      hasEnum = true;
      s.enum.forEach((v) => values.add(v));
    } else if (!rest.some((r) => JSON.stringify(r) === JSON.stringify(s))) rest.push(s);
  }
  if (hasEnum) rest.push({ enum: [...values] });
  return rest.length === 1 && rest[0] ? rest[0] : { any: rest };
}
