import { type Data, Field, makeData, RecordBatch, Schema, Struct } from 'apache-arrow';
import { type ColumnBuilder, makeBuilder } from '../arrow/builders.ts';
import { arrowTypeOf } from '../arrow/convert.ts';
import { hex } from '../arrow/values.ts';
import type { FileColumn, FormatTable } from '../scanner.ts';
import { quoted } from './columns.ts';
import type { OpenDatabase } from './open.ts';

/** The rows of a table or view. @param tail  the end of the query. */
export function* rowsOf(
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
