import * as z from 'zod';
import { type Say } from '../../../platform/errors.ts';
import { dutchOf } from '../../../platform/field-dutch.ts';
import { type Language } from '../../../platform/text.ts';
import { type Column } from './columns.ts';

/** What is wrong with one cell, or with a whole row or file where there is no column to name. */
export const CsvIssue = z.object({
  /** Of the file, from 1; the names of the columns stand in the first line. */
  line: z.int(),
  /** Its name in the file. */
  column: z.string().nullable(),
  /** Its place, from 1. */
  columnNumber: z.int().nullable(),
  message: z.string(),
});
export type CsvIssue = z.output<typeof CsvIssue>;

/** The same before it is known who reads it. */
export type FoundIssue = Omit<CsvIssue, 'message'> & { readonly say: Say };

/** A column of this file: ours, under the name and at the place that it has here. */
export interface FileColumn {
  readonly column: Column;
  readonly header: string;
  readonly index: number;
}

export function found(line: number, say: Say, at?: Pick<FileColumn, 'header' | 'index'>): FoundIssue {
  return { line, column: at?.header ?? null, columnNumber: at === undefined ? null : at.index + 1, say };
}

export function issueIn(language: Language, { say, ...where }: FoundIssue): CsvIssue {
  return { ...where, message: say[language] };
}

/** What a schema says of a field, in both languages. */
export function bothLanguages(message: string): Say {
  return { en: message, nl: dutchOf(message) ?? message };
}
