import type { Cell, Column, Schema, Table } from '../table.ts';
import { formatCell } from './cell.ts';

export interface CsvOptions {
  /** Puts `'` before text that a spreadsheet would take for a formula; numbers and times are never touched. */
  readonly safe: boolean;
  /** What separates fields: a comma, or a tab for TSV. */
  readonly delimiter?: ',' | '\t';
}

const NEEDS_QUOTES = { ',': /[",\r\n]/, '\t': /["\t\r\n]/ };
const FORMULA = /^[=+\-@\t\r]/;

/** The header line, with its line end. */
export function csvHeader(schema: Schema, options: CsvOptions): string {
  const names = schema.map((column) => textField(column.name, options));
  return `${names.join(options.delimiter ?? ',')}\n`;
}

/** Rows as RFC 4180 lines ended by LF: null is an empty field, empty text is `""`. */
export function csvRows(table: Table, options: CsvOptions): string {
  let out = '';
  const { delimiter = ',' } = options;
  for (const row of table.rows) {
    table.columns.forEach((column, i) => {
      out += (i > 0 ? delimiter : '') + field(row[i] ?? null, column, options);
    });
    // A lone null would be a blank line, which readers skip.
    out += row.length === 1 && row[0] === null ? '""\n' : '\n';
  }
  return out;
}

function field(value: Cell, column: Column, options: CsvOptions): string {
  const text = formatCell(value, column.type);
  if (text === null) return '';
  return typeof value === 'string' ? textField(text, options) : text;
}

function textField(text: string, { safe, delimiter = ',' }: CsvOptions): string {
  const shown = safe && FORMULA.test(text) ? `'${text}` : text;
  return shown === '' || NEEDS_QUOTES[delimiter].test(shown)
    ? `"${shown.replaceAll('"', '""')}"`
    : shown;
}
