import type { SqlValue } from '@sqlite.org/sqlite-wasm';
import type { ColumnType } from '../../engine/table.ts';
import type { OpenDatabase } from './open.ts';

/** A column of a table, and what all its values are. */
export interface SqliteColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** What a person should know, after its name. */
  readonly warning: string | null;
}

/** How many values of each storage class a column holds, and what its integers are like. */
interface Classes {
  readonly integers: number;
  readonly reals: number;
  readonly texts: number;
  readonly blobs: number;
  /** Integers that a double cannot hold. */
  readonly wide: number;
  /** Integers other than 0 and 1. */
  readonly notBits: number;
}

/** SQLite takes 2,000 results of a query. */
const COLUMNS_AT_ONCE = 300;

/** A value that SQLite knows to be text. */
export function textOf(value: SqlValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The columns of a table or view with the types that all its values have. */
export function columnsOf({ db, ask }: OpenDatabase, table: string): SqliteColumn[] {
  const declared = ask(() =>
    db.selectArrays('SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden <> 1', [table]),
  ).map(([name, type]) => ({ name: textOf(name), declared: textOf(type).toUpperCase() }));
  const columns: SqliteColumn[] = [];
  for (let start = 0; start < declared.length; start += COLUMNS_AT_ONCE) {
    const some = declared.slice(start, start + COLUMNS_AT_ONCE);
    const counts = some.flatMap(({ name }) => {
      const c = quoted(name);
      return [
        `coalesce(sum(typeof(${c}) = 'integer'), 0)`,
        `coalesce(sum(typeof(${c}) = 'real'), 0)`,
        `coalesce(sum(typeof(${c}) = 'text'), 0)`,
        `coalesce(sum(typeof(${c}) = 'blob'), 0)`,
        `coalesce(sum(typeof(${c}) = 'integer' AND abs(${c} + 0.0) >= 9007199254740992), 0)`,
        `coalesce(sum(typeof(${c}) = 'integer' AND ${c} NOT IN (0, 1)), 0)`,
      ];
    });
    const found = ask(() => db.selectArray(`SELECT ${counts.join(', ')} FROM ${quoted(table)}`));
    const numbers = (found ?? []).map(Number);
    some.forEach((column, i) => {
      const [integers = 0, reals = 0, texts = 0, blobs = 0, wide = 0, notBits = 0] = numbers.slice(
        6 * i,
        6 * i + 6,
      );
      const classes = { integers, reals, texts, blobs, wide, notBits };
      const { type, warning } = typeOf(column.declared, classes);
      columns.push({
        name: column.name,
        type,
        warning: warning ?? timeHint(column.declared, classes),
      });
    });
  }
  return columns;
}

/** The type that holds all values of a column; where there is none but text, why. */
export function typeOf(
  declared: string,
  { integers, reals, texts, blobs, wide, notBits }: Classes,
): Omit<SqliteColumn, 'name'> {
  const plain = (type: ColumnType) => ({ type, warning: null });
  if (integers + reals + texts + blobs === 0) return plain(affinityOf(declared));
  if (texts + blobs === 0) {
    if (reals === 0) {
      const isBoolean = declared.startsWith('BOOL') && notBits === 0;
      return plain(isBoolean ? 'boolean' : 'integer');
    }
    if (wide === 0) return plain('number');
    const what = `holds numbers with fractions and ${counted(wide, 'whole number')} beyond 2^53`;
    return { type: 'text', warning: `${what}; all are read as text` };
  }
  if (integers + reals + texts === 0)
    return { type: 'text', warning: 'holds bytes; they are read as hexadecimal digits' };
  if (integers + reals + blobs === 0) return plain('text');
  const kinds = [
    counted(integers, 'whole number'),
    counted(reals, 'number with a fraction', 'numbers with fractions'),
    counted(texts, 'text'),
    counted(
      blobs,
      'piece of bytes (as hexadecimal digits)',
      'pieces of bytes (as hexadecimal digits)',
    ),
  ].filter((kind) => !kind.startsWith('0 '));
  const all = `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1) ?? ''}`;
  return { type: 'text', warning: `holds ${all}; all are read as text` };
}

/** SQLite has no type for times: a column declared as one holds text or numbers, and only a person knows which day they count from. */
function timeHint(declared: string, { integers, reals, texts }: Classes): string | null {
  if (!/DATE|TIME/.test(declared) || integers + reals + texts === 0) return null;
  const held =
    texts > 0
      ? 'holds texts; it is read as text'
      : reals > 0
        ? 'holds numbers, which may be Julian days or seconds since 1970; it is read as numbers'
        : 'holds whole numbers, which may be seconds or milliseconds since 1970; it is read as whole numbers';
  return `is declared as ${declared} and ${held}, unless it is said to be a time`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** The type of a column without values, by SQLite's rules of affinity (sqlite.org/datatype3.html, 3.1). */
function affinityOf(declared: string): ColumnType {
  if (declared.startsWith('BOOL')) return 'boolean';
  if (declared.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT|BLOB/.test(declared) || declared === '') return 'text';
  return /REAL|FLOA|DOUB|NUM|DEC/.test(declared) ? 'number' : 'text';
}
