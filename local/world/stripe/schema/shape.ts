/**
 * The shape of a request parameter, as the generated `params.json` holds it.
 * `unset` is Stripe's empty string that clears a field; `integer` is every plain number except the few known decimals.
 */
export type Shape =
  | 'string'
  | 'integer'
  | 'number'
  | 'decimal'
  | 'boolean'
  | 'unset'
  | 'file'
  | { enum: string[] }
  | { fields: Record<string, Shape>; required?: string[] }
  | { list: Shape }
  | { map: Shape }
  | { any: Shape[] }
  | { ref: number };

/** `endpoints` is keyed by method and path template, e.g. `POST /v1/refunds/{id}`; `shared` holds shapes used more than once. */
export interface ParamsFile {
  apiVersion: string;
  endpoints: Record<string, Shape>;
  shared: Shape[];
  /** Fields that `expand` may name, by the `object` value that has them. */
  expandable: Record<string, string[]>;
}
