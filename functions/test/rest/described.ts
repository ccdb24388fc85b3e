import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../local/bootstrap/root.mjs';
import { type Schema } from '../support/schema-arbitrary.ts';

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema; readonly example: unknown } } };
  readonly responses: Readonly<Record<string, object>>;
}

/** As much of the description as its test reads. */
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}

/** An operation under its place. */
export interface Named {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

export const description = JSON.parse(await readFile(join(ROOT, 'docs/openapi.json'), 'utf8')) as Described;
export const operations: Named[] = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
/** Making comes first (0), then reading, so that the others find something to work on; what ends or removes comes last. */
export function rankOf({ method, operation }: Named): 0 | 1 | 2 | 3 {
  if (/leave|remove|delete|revoke|discard|cancel|finish|close|changeMember|updateRole/i.test(operation.operationId)) return 3;
  if (Object.hasOwn(operation.responses, '201')) return 0;
  return method === 'get' ? 1 : 2;
}

/** Those of path and query, wherever they are described. */
export function parametersOf({ parameters }: Operation): Parameter[] {
  const all = parameters.map((parameter) => (parameter.$ref === undefined ? parameter : description.components.parameters[parameter.$ref.split('/').at(-1) ?? '']));
  return all.filter((parameter) => parameter !== undefined).filter((parameter) => parameter.in !== 'header');
}
