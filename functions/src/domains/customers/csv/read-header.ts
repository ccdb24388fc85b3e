import { type Row } from '../../../platform/csv.ts';
import { columnNamed, COLUMNS, type Column } from './columns.ts';
import { found, type FileColumn, type FoundIssue } from './csv-issue.ts';

/** What the first line of a file says. */
export interface Header {
  readonly columns: readonly FileColumn[];
  /** Where the id of a customer of ours stands, as exports have it. */
  readonly id: Pick<FileColumn, 'header' | 'index'> | undefined;
  /** How many cells the line has. */
  readonly width: number;
  /** The places that have a name. */
  readonly places: ReadonlySet<number>;
  readonly issues: readonly FoundIssue[];
}

/** Each column of the file must be one of ours: dropping one in silence would lose data. */
export function readHeader({ line, cells }: Row): Header {
  const taken = new Map<Column | 'number' | 'id', FileColumn['header']>();
  const columns: FileColumn[] = [];
  const issues: FoundIssue[] = [];
  const places = new Set<number>();
  let id: Header['id'];
  cells.forEach((cell, index) => {
    const at = { header: cell.trim(), index };
    // Spreadsheets often have empty columns at the end; a cell in one is refused with its row.
    if (at.header === '') return;
    places.add(index);
    const column = columnNamed(at.header);
    const earlier = column === undefined ? undefined : taken.get(column);
    if (column === undefined) issues.push(found(line, UNKNOWN, at));
    else if (earlier !== undefined) issues.push(found(line, { en: `is the column ${earlier} a second time`, nl: `is de kolom ${earlier} voor de tweede keer` }, at));
    else if (column === 'id') id = at;
    else if (column !== 'number') columns.push({ column, ...at });
    if (column !== undefined) taken.set(column, at.header);
  });
  const named = columns.some(({ column }) => column.path === 'name');
  if (issues.length === 0 && !named) issues.push(found(line, { en: 'the column name is missing', nl: 'de kolom naam ontbreekt' }));
  return { columns, id, width: cells.length, places, issues };
}

const UNKNOWN = {
  en: `is not a column we know; use ${COLUMNS.map(({ name }) => name.en).join(', ')}`,
  nl: `is geen kolom die wij kennen; gebruik ${COLUMNS.map(({ name }) => name.nl).join(', ')}`,
};
