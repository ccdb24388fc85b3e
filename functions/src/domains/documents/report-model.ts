/** A small internal document of labels and figures, such as the day report of a till. All texts are the caller's. */
import type { IsoDate } from '../../platform/business-date.ts';
import type { DocumentLanguage } from './document-model.ts';

export interface ReportRow {
  readonly label: string;
  /** Under the columns of the section, from the right. */
  readonly values: readonly string[];
  readonly strong?: boolean | undefined;
  /** What the rows above come to: strong, under a line. */
  readonly total?: boolean | undefined;
}

export interface ReportSection {
  readonly heading: string;
  /** Words over the values; none for a section of single figures. */
  readonly columns?: readonly string[] | undefined;
  readonly rows: readonly ReportRow[];
}

export interface ReportDocument {
  readonly language: DocumentLanguage;
  readonly title: string;
  /** Lines under the title: who, when, where. */
  readonly facts: readonly string[];
  /** The organisation's legal name. */
  readonly author: string;
  readonly date: IsoDate;
  readonly colour?: string | undefined;
  readonly sections: readonly ReportSection[];
}
