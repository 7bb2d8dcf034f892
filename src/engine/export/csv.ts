import type { Cell, Column, Table } from '../table.ts';
import { formatCell } from './cell.ts';

export interface CsvOptions {
  /** Puts `'` before text that a spreadsheet would take for a formula; numbers and times are never touched. */
  readonly safe: boolean;
  /** What separates fields: a comma, or a tab for TSV. */
  readonly delimiter?: ',' | '\t';
  /** Ends every line with a delimiter: so an empty text in a table of one column is another than its null. */
  readonly trailing?: boolean;
}

const NEEDS_QUOTES = { ',': /[",\r\n]|^'/, '\t': /["\t\r\n]|^'/ };
/** Who finds out how a file is written, goes by its first line: what might be a delimiter there, or begin another kind of file. */
const NAME_NEEDS_QUOTES =
  /[",;|\t\r\n\u0001\u001f^~]|^(?:['\uFEFF#%{[<]|\/\/|--|BZh|PK|PAR1|ARROW1|Obj|SQLite|ElfFile)/;
/** In a table of one column, any line may look as if it had several, or were a comment. */
const LONE_NEEDS_QUOTES = /[",;|\t\r\n\u0001\u001f^~ ]|^(?:['\uFEFF#%]|\/\/|--)/;
const FORMULA = /^[=+\-@\t\r]/;

/** A name that begins so may be a number, a time or a truth. */
const LIKE_A_VALUE = /^\s*[-+]?\.?\d|^(?:true|false)$/i;
/** Who finds out about a header, need not look at all columns of a wide table. */
const COLUMNS_LOOKED_AT = 100;

/**
 * The header line, with its line end. All names are quoted where they could be taken for values.
 * @param table  with its first row at least, where it has any.
 */
export function csvHeader(table: Table, options: CsvOptions): string {
  const { columns } = table;
  const isDoubtful = couldBeValues(table);
  const needsQuotes = (text: string): boolean =>
    isDoubtful ||
    NAME_NEEDS_QUOTES.test(text) ||
    (columns.length === 1 && LONE_NEEDS_QUOTES.test(text));
  const names = columns.map(({ name }) => textField(name, options.safe, needsQuotes));
  return `${names.join(options.delimiter ?? ',')}${lineEnd(options)}`;
}

/** Names are known by the numbers, times and truths below them, which are of another kind; texts tell nothing. */
function couldBeValues({ columns, rows }: Table): boolean {
  if (columns.some(({ name }) => LIKE_A_VALUE.test(name))) return true;
  const first = rows[0]?.slice(0, COLUMNS_LOOKED_AT);
  return first?.every((value) => value === null || typeof value === 'string') === true;
}

/**
 * Rows as RFC 4180 lines ended by LF: null is an empty field, empty text is `""`. A row of one null is `""`, too, where no
 * delimiter makes it more than a blank line: most programs pass over these, and take this for no value.
 */
export function csvRows(table: Table, options: CsvOptions): string {
  let out = '';
  const { delimiter = ',', safe } = options;
  const pattern = table.columns.length === 1 ? LONE_NEEDS_QUOTES : NEEDS_QUOTES[delimiter];
  const needsQuotes = (text: string): boolean => pattern.test(text);
  const end = lineEnd(options);
  const nothing = table.columns.length === 1 && options.trailing !== true ? '""' : '';
  for (const row of table.rows) {
    table.columns.forEach((column, i) => {
      const text = field(row[i] ?? null, column, safe, needsQuotes) ?? nothing;
      out += i > 0 ? delimiter + text : text;
    });
    out += end;
  }
  return out;
}

function lineEnd({ trailing = false, delimiter = ',' }: CsvOptions): string {
  return trailing ? `${delimiter}\n` : '\n';
}

type NeedsQuotes = (text: string) => boolean;

/** null: there is no value. */
function field(
  value: Cell,
  column: Column,
  safe: boolean,
  needsQuotes: NeedsQuotes,
): string | null {
  const text = formatCell(value, column.type);
  if (text === null) return null;
  return typeof value === 'string' ? textField(text, safe, needsQuotes) : text;
}

function textField(text: string, safe: boolean, needsQuotes: NeedsQuotes): string {
  const shown = safe && FORMULA.test(text) ? `'${text}` : text;
  return shown === '' || needsQuotes(text) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
