import { MOMENTS } from './table.generated.ts';

const names = /* @__PURE__ */ new Set(/* @__PURE__ */ MOMENTS.split(' '));

/** A reply with its moments as `Date`. They are known by their names, which mean a moment wherever they stand. */
export function withMoments(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return names.has(name) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((one) => withMoments(one, name));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withMoments(inner, key)]));
}

/** What Firestore gives, with its timestamps as `Date`, however deep. */
export function withoutTimestamps(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutTimestamps);
  if ('toDate' in value && typeof value.toDate === 'function') return (value.toDate as () => Date)();
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutTimestamps(inner)]));
}
