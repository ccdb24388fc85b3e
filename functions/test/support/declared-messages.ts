import type * as z from 'zod';

/** The parts of a schema's or check's definition that hold a message of their own, or other schemas. */
interface Definition {
  readonly error?: (issue: object) => string | { readonly message: string } | null | undefined;
  readonly [part: string]: unknown;
}

/** What is written into schemas to be said of a field; what the library says by itself is not among it. */
export function declaredMessages(schemas: readonly z.ZodType[]): string[] {
  const seen = new Set<unknown>();
  const messages = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const definition = (value as { readonly _zod?: { readonly def: Definition } })._zod?.def;
    if (definition !== undefined) {
      const said = definition.error?.({ code: 'custom', input: 'x' });
      const message = typeof said === 'string' ? said : said?.message;
      if (message !== undefined) messages.add(message);
      Object.values(definition).forEach(visit);
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (Object.getPrototypeOf(value) === Object.prototype) Object.values(value).forEach(visit);
  };
  schemas.forEach(visit);
  return [...messages].sort();
}
