import { DataType, type Vector } from 'apache-arrow';
import type { ColumnType } from '../../engine/table.ts';
import type { ColumnBuilder } from '../arrow/builders.ts';

/** Takes one value of a typed slice over into a column of a type that holds it, or of text. */
export function addValue(
  builder: ColumnBuilder,
  type: ColumnType,
  source: Vector | null,
  row: number,
): void {
  const value: unknown = source?.isValid(row) ? rawValue(source, row) : null;
  if (value === null) builder.nothing();
  else if (type === 'text') builder.text(textOf(value, source));
  else if (typeof value === 'bigint' && type !== 'number') builder.bigint(value);
  else builder.number(Number(value));
}

/** A time as microseconds: the vector itself would give milliseconds. */
function rawValue(source: Vector, row: number): unknown {
  if (!DataType.isTimestamp(source.type)) return source.get(row) as unknown;
  const [data] = source.data;
  const values: unknown = data?.values;
  return values instanceof BigInt64Array ? values[row] : null;
}

function textOf(value: unknown, source: Vector | null): string {
  if (typeof value === 'bigint' && source && DataType.isTimestamp(source.type)) {
    const micros = ((value % 1000n) + 1000n) % 1000n;
    const text = new Date(Number((value - micros) / 1000n)).toISOString().slice(0, -1);
    return text + String(micros).padStart(3, '0');
  }
  return String(value);
}
