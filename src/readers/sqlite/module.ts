import { type Data, Field, makeData, RecordBatch, Schema, Struct } from 'apache-arrow';
import { ReadError } from '../../engine/ports.ts';
import { type ColumnBuilder, makeBuilder } from '../arrow/builders.ts';
import { arrowTypeOf, type Conversion, NUMBER, TEXT } from '../arrow/convert.ts';
import { makeSlices } from '../arrow/slices.ts';
import { hex } from '../arrow/values.ts';
import { columnWarnings } from '../column-warnings.ts';
import type { FormatModule } from '../format.ts';
import type { FileColumn, FormatTable } from '../scanner.ts';
import { columnsOf, quoted, textOf } from './columns.ts';
import { openDatabase, type OpenDatabase, saidBy } from './open.ts';
import { placeOf, UNKNOWN } from './wanted.ts';

const TABLES = `SELECT name, type FROM pragma_table_list
  WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  ORDER BY name`;

export const describe: FormatModule['describe'] = async (source, { signal }) => {
  const open = await openDatabase(await source.blob(), source.file, signal);
  try {
    const names = open.ask(() => open.db.selectArrays(TABLES));
    if (names.length === 0)
      throw new ReadError('empty', 'This SQLite database has no tables.', source.file);
    return names.map(([name]): FormatTable => {
      signal?.throwIfAborted();
      const columns = columnsOf(open, textOf(name));
      return {
        name: textOf(name),
        columns: columns.map(({ name: column, type }) => ({ name: column, type })),
        layout: null,
        rows: Number(
          open.ask(() => open.db.selectValue(`SELECT count(*) FROM ${quoted(textOf(name))}`)),
        ),
        warnings: [...open.warnings, ...columnWarnings(columns)],
      };
    });
  } finally {
    open.close();
  }
};

/** Cells of a slice at most. */
const SLICE_CELLS = 1 << 20;
const MOST_ROWS = 65_536;

export const read: FormatModule['read'] = async function* (source, table, { signal }) {
  const open = await openDatabase(await source.blob(), source.file, signal);
  try {
    const { isTable, rows } = checkedRows(open, table.name, source.file);
    const passing = isTable ? passingOf(open, table) : null;
    const passedOver = passing?.rows ?? 0;
    const expected = rows - passedOver;
    // An index that holds all the columns would give them in its own order.
    const tail = isTable ? `NOT INDEXED ${passing?.where ?? ''}` : '';
    const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(SLICE_CELLS / table.columns.length)));
    const slices = makeSlices(
      table.columns.map(({ name, type }) => ({ name, conversion: conversionOf(type) })),
    );
    for (const batch of rowsOf(open, table, most, tail)) {
      signal?.throwIfAborted();
      yield slices.slice(batch, (slices.records() + batch.numRows) / Math.max(expected, 1));
    }
    if (slices.records() !== expected)
      throw damaged(
        source.file,
        `it counts ${String(expected)} rows and gives ${String(slices.records())}`,
      );
    yield { kind: 'end', records: rows, rejected: 0, passedOver, warnings: slices.warnings() };
  } finally {
    open.close();
  }
};

/** Whether it is a table, whose pages are sound then, and its number of rows. */
function checkedRows(
  { db, ask }: OpenDatabase,
  table: string,
  file: string,
): { isTable: boolean; rows: number } {
  const isTable =
    ask(() =>
      db.selectValue(
        "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ? AND type = 'table'",
        [table],
      ),
    ) !== undefined;
  const verdicts = isTable
    ? ask(() => db.selectValues(`PRAGMA quick_check(${quoted(table)})`)).map(String)
    : [];
  // Broken rules are the writer's affair: the values are what they are.
  const bad = verdicts.find(
    (text) => text !== 'ok' && !/NULL value in|CHECK constraint|non-\w+ value in/.test(text),
  );
  if (bad !== undefined) throw damaged(file, `SQLite says "${saidBy(bad)}"`);
  const rows = Number(ask(() => db.selectValue(`SELECT count(*) FROM ${quoted(table)}`)));
  return { isTable, rows };
}

/** How many rows of a table need not be read, and the condition of all others; null where that cannot be told of every row. */
function passingOf(
  { db, ask }: OpenDatabase,
  { name, columns, wanted }: FormatTable,
): { rows: number; where: string } | null {
  const column = columns[wanted?.at ?? -1];
  const place = column && wanted ? placeOf(column, wanted) : null;
  if (place === null) return null;
  const sum = ask(() => db.selectValue(`SELECT total(${place}) FROM ${quoted(name)}`));
  const rows = Number(sum);
  return rows < UNKNOWN ? { rows, where: `WHERE ${place} = 0` } : null;
}

function damaged(file: string, what: string): ReadError {
  const message = `This SQLite database is damaged: ${what}. Mend it with sqlite3's .recover, or ask for it again.`;
  return new ReadError('unreadable', message, file);
}

function conversionOf(type: FileColumn['type']): Conversion {
  if (type === 'number') return NUMBER;
  if (type === null || type === 'text') return TEXT;
  return { type, convert: (data) => data };
}

/** The rows of a table or view. @param tail  the end of the query. */
function* rowsOf(
  open: OpenDatabase,
  table: FormatTable,
  most: number,
  tail: string,
): Generator<RecordBatch, void> {
  const { db, ask } = open;
  const names = table.columns.map(({ name }) => quoted(name)).join(', ');
  const statement = ask(() => db.prepare(`SELECT ${names} FROM ${quoted(table.name)} ${tail}`));
  const { pointer } = statement;
  if (pointer === undefined) throw new RangeError('the statement is closed');
  const takers = table.columns.map(({ type }, column) => {
    const builder = makeBuilder(type ?? 'text', most);
    return { builder, take: takerOf(open, pointer, column, type ?? 'text', builder) };
  });
  const fields = table.columns.map(
    ({ type }, i) => new Field(`c${String(i)}`, arrowTypeOf(type ?? 'text'), true),
  );
  const schema = new Schema(fields);
  const batch = (rows: number) => {
    const children: Data[] = takers.map(({ builder }) => builder.finish());
    return new RecordBatch(
      schema,
      makeData({ type: new Struct(fields), length: rows, nullCount: 0, children }),
    );
  };
  try {
    let rows = 0;
    const next = () => {
      if (!statement.step()) return false;
      for (const { take } of takers) take();
      return true;
    };
    while (ask(next)) {
      rows += 1;
      if (rows < most) continue;
      yield batch(rows);
      rows = 0;
    }
    if (rows > 0) yield batch(rows);
  } finally {
    ask(() => statement.finalize());
  }
}

/** Takes the value of one column of the present row over into a builder. */
function takerOf(
  { sqlite: { capi, wasm } }: OpenDatabase,
  statement: number,
  column: number,
  type: NonNullable<FileColumn['type']>,
  builder: ColumnBuilder,
): () => void {
  // As a pointer: the wrapped function makes a string, which would end at a NUL.
  const columnText = wasm.xGet('sqlite3_column_text') as (of: number, at: number) => number;
  const bytes = (isText: boolean) => {
    // Asked for before the length: SQLite may turn UTF-16 into UTF-8 here.
    const start: unknown = isText
      ? columnText(statement, column)
      : capi.sqlite3_column_blob(statement, column);
    const length = capi.sqlite3_column_bytes(statement, column);
    return wasm.heap8u().subarray(Number(start), Number(start) + length);
  };
  return () => {
    const kind = capi.sqlite3_column_type(statement, column);
    if (kind === capi.SQLITE_NULL) builder.nothing();
    else if (type === 'integer') builder.bigint(capi.sqlite3_column_int64(statement, column));
    else if (type !== 'text') builder.number(capi.sqlite3_column_double(statement, column));
    else if (kind === capi.SQLITE_BLOB) builder.text(hex(bytes(false)));
    else if (kind === capi.SQLITE_TEXT) builder.bytes(bytes(true));
    else if (kind === capi.SQLITE_INTEGER)
      builder.text(String(capi.sqlite3_column_int64(statement, column)));
    else builder.text(realText(capi.sqlite3_column_double(statement, column)));
  };
}

/** With its fraction, so that 1.0 is not taken for 1. */
function realText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
