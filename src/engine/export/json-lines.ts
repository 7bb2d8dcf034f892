import type { Cell, Column, Table } from '../table.ts';
import { formatCell } from './cell.ts';

/**
 * Rows as JSON objects, one a line, every column named in each: null is null, times are ISO 8601 text (UTC, no zone), whole
 * numbers keep all their digits. A number that is none (NaN, infinity) becomes null: JSON has no word for it.
 */
export function jsonLines({ columns, rows }: Table): string {
  const names = columns.map(({ name }) => JSON.stringify(name));
  let out = '';
  for (const row of rows) {
    const members = columns.map(
      (column, i) => `${names[i] ?? ''}:${value(row[i] ?? null, column)}`,
    );
    out += `{${members.join(',')}}\n`;
  }
  return out;
}

function value(cell: Cell, { type }: Column): string {
  if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) return 'null';
  // With its point: as a whole number it would be 0 to most readers.
  if (Object.is(cell, -0)) return '-0.0';
  const text = formatCell(cell, type) ?? '';
  return typeof cell === 'string' || type === 'timestamp' ? JSON.stringify(text) : text;
}
