import { addDays, endOfDay, type IsoDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';

/** Days for which a link still opens a quote that has expired, to see what it was and that it is over. */
const GRACE_DAYS = 30;

/** Which version of which quote a link was mailed for. */
export interface LinkTarget {
  readonly quoteId: string;
  readonly revision: number;
}

/** What a link names; the version is in it, so that an old link can say that there is a new one. */
export function linkDocument({ quoteId, revision }: LinkTarget): string {
  return `${quoteId}_${revision}`;
}

/** Reads what `linkDocument` wrote; only we sign links, so it always has that form. */
export function linkTarget(documentId: string): LinkTarget {
  const [, quoteId, revision] = /^(.+)_(\d+)$/.exec(documentId) ?? [];
  if (quoteId === undefined || revision === undefined) throw new AppError('not-found', `no quote behind link to ${documentId}`);
  return { quoteId, revision: Number.parseInt(revision, 10) };
}

/** Until when a link to a quote opens it. */
export function linkExpiry(validUntil: IsoDate, timeZone: string): Date {
  return endOfDay(addDays(validUntil, GRACE_DAYS), timeZone);
}
