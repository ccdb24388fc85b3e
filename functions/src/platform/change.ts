import { AppError } from './errors.ts';

/** The fields of a change that were given. What was left out stays as it is; `null` is a value and clears. */
export function given<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;
}

/**
 * Refuses to change what somebody else has changed since the caller looked; callers that do not care leave it out.
 * @throws AppError `version-mismatch`, with the present version
 */
export function assertVersion(entity: { readonly id: string; readonly version: number }, ifVersion: number | undefined): void {
  if (ifVersion === undefined || ifVersion === entity.version) return;
  throw new AppError('version-mismatch', `${entity.id} is at version ${entity.version}`, { data: { version: entity.version } });
}
