/** What a receipt printer prints: one column, black on a roll of 80 mm. All texts are the caller's. */
import type { IsoDate } from '../../platform/business-date.ts';
import type { DocumentLanguage } from './document-model.ts';

export interface SlipRow {
  readonly label: string;
  /** At the right edge. */
  readonly value?: string | undefined;
  /** `total` is what the eye looks for, `detail` belongs to the row above. */
  readonly style?: 'total' | 'strong' | 'detail' | undefined;
}

/** Rows under fixed columns, such as the VAT by rate; the first is at the left, the others at the right. */
export interface SlipTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface SlipDocument {
  readonly language: DocumentLanguage;
  readonly title: string;
  /** Who sells, in large letters. */
  readonly name: string;
  /** Under the name, in the middle: address, numbers. */
  readonly head: readonly string[];
  /** Each part is set off from the next by a line. */
  readonly parts: readonly (readonly SlipRow[] | SlipTable)[];
  readonly foot: readonly string[];
  /** The organisation's legal name. */
  readonly author: string;
  readonly date: IsoDate;
}
