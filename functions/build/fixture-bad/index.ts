// A lazy bundle with a copy of the Admin SDK would have an app registry of its own.
export async function count(): Promise<number> {
  return (await import('./apps.lazy.ts')).count();
}
