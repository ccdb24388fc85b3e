import { type IsoDate } from '../../../platform/business-date.ts';

export interface PublishedTable {
  readonly date: IsoDate;
  readonly rates: Readonly<Record<string, string>>;
}

/** Where reference rates come from. */
export interface RatesProvider {
  /** The table of the last working day. */
  latest(): Promise<readonly PublishedTable[]>;
  /** The tables of the last ninety days, for a start or after a long silence. */
  recent(): Promise<readonly PublishedTable[]>;
}
