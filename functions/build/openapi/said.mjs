import { register } from 'node:module';

/* Loaded before everything else by the process that makes the description: see comments-loader.mjs. */

/** Gives a schema a description, unless it has one of its own. What is no schema stays as it is. */
globalThis.said = (value, text) => {
  if (value === null || typeof value !== 'object' || typeof value.meta !== 'function' || !('_zod' in value)) return value;
  const own = value.meta()?.description;
  return own === undefined || isInherited(value, own) ? value.meta({ description: text }) : value;
};

/** As `said`, for a constant. One that has an id stays the one that has it. */
globalThis.named = (value, text) => {
  const own = value?.meta?.();
  if (own?.id === undefined) return said(value, text);
  globalThis.__zod_globalRegistry.add(value, { description: text, ...own });
  return value;
};

/** What a field says of itself is more than what its type says of all such fields. */
function isInherited(value, own) {
  const { innerType } = value.def;
  return value._zod.parent?.meta?.()?.description === own || innerType?.meta?.()?.description === own;
}

register('./comments-loader.mjs', import.meta.url);
