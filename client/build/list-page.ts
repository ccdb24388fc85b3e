import type { JsonSchema } from '../../functions/build/openapi/components.ts';

/** The reply of a list: its type is `Page` of the document, written by hand. */
export interface ListPage {
  readonly documentOf: string;
}

export function isPage(output: JsonSchema | ListPage): output is ListPage {
  return typeof output['documentOf' as keyof typeof output] === 'string';
}

export function pageOf({ $ref }: JsonSchema): ListPage {
  if ($ref === undefined) throw new Error('the schema of a listed document has a name');
  return { documentOf: $ref.replace(/^.*\//, '') };
}
