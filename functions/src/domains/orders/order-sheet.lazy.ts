/** XLSX by write-excel-file. A lazy leaf: loaded by the first export that asks for it. */
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { Cell } from './order-table.ts';

/** A workbook with one sheet: amounts are numbers, moments are dates by the shop's clock. */
export async function writeSheet(header: readonly string[], rows: readonly (readonly Cell[])[], timeZone: string): Promise<Buffer> {
  const data = [header.map((value) => ({ value, fontWeight: 'bold' as const })), ...rows.map((row) => row.map((cell) => sheetCell(cell, timeZone)))];
  return writeExcelFile(data as SheetData, { stickyRowsCount: 1, dateFormat: 'yyyy-mm-dd hh:mm' } as never).toBuffer();
}

function sheetCell(cell: Cell, timeZone: string) {
  if ('text' in cell) return { value: cell.text, type: String };
  // Excel keeps binary fractions; two decimals of them show as what they were.
  if ('decimal' in cell) return { value: Number(cell.decimal), type: Number, format: '#,##0.00' };
  return { value: wallClock(cell.moment, timeZone), type: Date, format: 'yyyy-mm-dd hh:mm' };
}

/** Excel knows no time zones: what the shop's clock showed, written as if it were UTC. */
function wallClock(moment: Date, timeZone: string): Date {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(moment);
  return new Date(`${shown.replace(' ', 'T')}Z`);
}
