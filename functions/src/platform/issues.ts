import type * as z from 'zod';
import { AppError, type FieldIssue, type Say } from './errors.ts';

/**
 * Checks `data` against `schema`; unknown fields are refused.
 * @throws AppError `invalid-input` with every issue and its path
 */
export function parseInput<S extends z.ZodObject>(schema: S, data: unknown): z.output<S> {
  const result = strictly(schema).safeParse(data ?? {});
  if (result.success) return result.data as z.output<S>;
  const issues = result.error.issues.flatMap(fieldIssues);
  throw new AppError('invalid-input', issues.map(({ path, message }) => `${path}: ${message}`).join('; '), {
    issues,
    say: summary(issues),
  });
}

/** Zod compiles a schema at its first use, so the strict form of each is made once and not at every call. */
const strict = new WeakMap<z.ZodObject, z.ZodObject>();

function strictly(schema: z.ZodObject): z.ZodObject {
  const known = strict.get(schema) ?? schema.strict();
  strict.set(schema, known);
  return known;
}

function fieldIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      code: 'unknown-field',
      message: 'is not a known field',
    }));
  }
  const absent = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path, code: absent ? 'required' : issue.code.replaceAll('_', '-'), message: absent ? 'is required' : issue.message }];
}

function summary(issues: readonly FieldIssue[]): Say {
  const fields = issues.map(({ path }) => path).join(', ');
  return { en: `Please check: ${fields}.`, nl: `Controleer: ${fields}.` };
}

/** The refusal of a call that lacks what stands beside its input. */
export function missing(path: 'orgId' | 'idempotencyKey'): AppError {
  return new AppError('invalid-input', `${path}: is required`, { issues: [{ path, code: 'required', message: 'is required' }] });
}
