/** Metadata as Stripe updates it: keys merge, an empty value removes its key, an empty metadata removes all. */
export function mergeMetadata(
  current: Record<string, string> | null,
  given: Record<string, string | number | null> | '' | null | undefined,
): Record<string, string> {
  if (given === '' || given === null) return {};
  const merged = { ...current };
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === '' || value === null) delete merged[key];
    else merged[key] = String(value);
  }
  return merged;
}

/** Merges into the object's own metadata. */
export function applyMetadata<T extends { metadata: Record<string, string> | null }>(row: T, given: Record<string, string | number | null> | '' | null): void {
  row.metadata = mergeMetadata(row.metadata, given);
}
