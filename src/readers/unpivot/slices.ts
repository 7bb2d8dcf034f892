import {
  type Data,
  Field,
  makeData,
  RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from 'apache-arrow';
import type { ColumnType } from '../../engine/table.ts';
import { makeBuilder } from '../arrow/builders.ts';
import { arrowTypeOf } from '../arrow/convert.ts';
import type { FileColumn, ReadEnd, TextSlice, TypedSlice, WideTable } from '../scanner.ts';
import { cycled, makeFieldColumn } from './text-columns.ts';
import { recordsOfSlice } from './text-records.ts';
import { addValue } from './typed-values.ts';

/** Rows of a long slice, about. */
const MOST_ROWS = 1 << 20;

/** A column of the long table that is taken: its position in the whole of it, and its type. */
interface Taken {
  readonly at: number;
  readonly type: ColumnType;
}

/** Some rows of the long table. */
interface LongRows {
  readonly columns: readonly Data[];
  /** Wide records that they are of, and the first of these in its slice. */
  readonly records: number;
  readonly first: number;
}

/**
 * Makes the slices of a wide table long: for each record a row for each of its cells.
 * @param columns  of the long table, as far as they are taken.
 */
export async function* madeLong(
  parts: AsyncIterable<TextSlice | TypedSlice | ReadEnd>,
  wide: WideTable,
  columns: readonly FileColumn[],
): AsyncGenerator<TypedSlice | ReadEnd, void> {
  const perRecord = wide.cells.length;
  const taken = columns.map(({ at, type }, i) => ({ at: at ?? i, type: type ?? 'text' }));
  let firstRecord = 1;
  for await (const part of parts) {
    if (part.kind === 'end') {
      const good = part.records - part.rejected;
      const records = good * perRecord + part.rejected;
      yield { ...part, records, warnings: [...part.warnings, warning(good, perRecord)] };
      return;
    }
    let { rejects } = part;
    for (const { columns: made, records, first } of longRows(part, wide, taken)) {
      yield {
        kind: 'typed',
        bytes: streamOf(taken, made, records * perRecord),
        records: records * perRecord,
        rejects,
        firstRecord,
        wide: { perRecord, lineBreaks: linesFrom(part, first) },
        ...(part.kind === 'typed' && part.share !== undefined ? { share: part.share } : {}),
      };
      firstRecord += records * perRecord;
      rejects = [];
    }
  }
}

function warning(records: number, perRecord: number): string {
  return `each of its ${String(records)} records became ${String(perRecord)} rows, one for each column whose name fits the pattern; an empty cell is a row without a value.`;
}

function longRows(
  slice: TextSlice | TypedSlice,
  wide: WideTable,
  taken: readonly Taken[],
): Iterable<LongRows> {
  if (slice.kind === 'text') return longText(slice, wide, taken);
  return longTyped(slice, wide, taken);
}

function* longText(
  slice: TextSlice,
  { layout, kept, cells, groups }: WideTable,
  taken: readonly Taken[],
): Generator<LongRows, void> {
  if (!layout) throw new RangeError('A table without a layout has no text slices.');
  const most = Math.max(1, Math.floor(MOST_ROWS / cells.length));
  const value = kept.length + groups.length;
  const gathered = new Map(
    taken.flatMap(({ at }) => (at < kept.length || at === value ? [[at, makeFieldColumn()]] : [])),
  );
  const values = gathered.get(value);
  let records = 0;
  let first = 0;
  const take = (): LongRows => {
    const columns = taken.map(
      ({ at }) =>
        gathered.get(at)?.finish(at === value ? 1 : cells.length) ??
        cycled(groups[at - kept.length] ?? [], records),
    );
    return { columns, records, first };
  };
  for (const fields of recordsOfSlice(slice, layout)) {
    for (const [i, at] of kept.entries()) gathered.get(i)?.add(slice.bytes, fields, at);
    if (values) for (const at of cells) values.add(slice.bytes, fields, at);
    records += 1;
    if (records < most) continue;
    yield take();
    first += records;
    records = 0;
  }
  if (records > 0 || first === 0) yield take();
}

function* longTyped(
  { bytes }: TypedSlice,
  { kept, cells, groups }: WideTable,
  taken: readonly Taken[],
): Generator<LongRows, void> {
  const most = Math.max(1, Math.floor(MOST_ROWS / cells.length));
  const value = kept.length + groups.length;
  let before = 0;
  for (const batch of RecordBatchReader.from(bytes)) {
    for (let from = 0; from < batch.numRows; from += most) {
      const records = Math.min(most, batch.numRows - from);
      const columns = taken.map(({ at, type }) => {
        const group = groups[at - kept.length];
        if (at >= kept.length && group) return typedGroup(group, records, type);
        const builder = makeBuilder(type, records * cells.length);
        const sources = (at === value ? cells : [kept[at] ?? 0]).map((i) => batch.getChildAt(i));
        const times = at === value ? 1 : cells.length;
        for (let row = from; row < from + records; row += 1)
          for (const source of sources)
            for (let i = 0; i < times; i += 1) addValue(builder, type, source, row);
        return builder.finish();
      });
      yield { columns, records, first: before + from };
    }
    before += batch.numRows;
  }
}

/** Groups are texts; whether one may be a number is for the engine to say. */
function typedGroup(texts: readonly string[], times: number, type: ColumnType): Data {
  if (type !== 'text') throw new RangeError('a part of a name is text');
  return cycled(texts, times);
}

/** Pairs of record and line from a record of the slice on; records count from it. */
function linesFrom(slice: TextSlice | TypedSlice, first: number): Uint32Array {
  if (slice.kind === 'typed') return Uint32Array.of(0, slice.firstRecord + first);
  const pairs: number[] = [];
  for (let i = 0; i < slice.lineBreaks.length; i += 2) {
    const record = slice.lineBreaks[i] ?? 0;
    const line = slice.lineBreaks[i + 1] ?? 1;
    if (record <= first) pairs.splice(0, 2, 0, line + first - record);
    else pairs.push(record - first, line);
  }
  return Uint32Array.from(pairs);
}

function streamOf(taken: readonly Taken[], columns: readonly Data[], rows: number): Uint8Array {
  const fields = taken.map(({ type }, i) => new Field(`c${String(i)}`, arrowTypeOf(type), true));
  const children = [...columns];
  const struct = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
  return RecordBatchStreamWriter.writeAll([
    new RecordBatch(new Schema(fields), struct),
  ]).toUint8Array(true);
}
