import type { ColumnType } from '../engine/table.ts';
import { lit, type Sql, sql } from '../sql/sql.ts';
import { ISO_TIME, type TimeCast } from './times/cast.ts';

/** `12.0` is how some programs write a whole number in a column that also has gaps. */
const INTEGER = String.raw`[+-]?\d+(\.0+)?`;
const NUMBER = String.raw`[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`;

const TYPE_NAME: Readonly<Record<ColumnType, Sql>> = {
  text: sql`VARCHAR`,
  integer: sql`BIGINT`,
  number: sql`DOUBLE`,
  timestamp: sql`TIMESTAMP`,
  boolean: sql`BOOLEAN`,
};

export function typeName(type: ColumnType): Sql {
  return TYPE_NAME[type];
}

/**
 * A text column read as a type, null where it cannot be. Spaces around a value do not count; an empty text has no value.
 * The engine's own casts alone would take `infinity`, `0x1F`, `1_000` and round `1.5` to an integer.
 * @param time  how times are written, where they are.
 */
export function readAs(type: ColumnType, column: Sql, time: TimeCast = ISO_TIME): Sql {
  const value = sql`trim(${column})`;
  const like = (pattern: string) => sql`regexp_full_match(${value}, ${lit(pattern)})`;
  switch (type) {
    case 'text':
      return column;
    case 'integer':
      return sql`CASE WHEN ${like(INTEGER)} THEN TRY_CAST(${value} AS BIGINT) END`;
    case 'number': {
      const number = sql`TRY_CAST(${value} AS DOUBLE)`;
      return sql`CASE WHEN ${like(NUMBER)} AND isfinite(${number}) THEN ${number} END`;
    }
    case 'timestamp':
      return time.read(value);
    case 'boolean':
      return sql`CASE lower(${value}) WHEN 'true' THEN true WHEN 't' THEN true WHEN 'yes' THEN true WHEN '1' THEN true
        WHEN 'false' THEN false WHEN 'f' THEN false WHEN 'no' THEN false WHEN '0' THEN false END`;
  }
}

/** As {@link readAs}, of a column whose values are known to be of the type: less for the engine to plan and to do. */
export function readChecked(type: ColumnType, column: Sql, time?: TimeCast): Sql {
  if (type === 'integer' || type === 'number')
    return sql`TRY_CAST(trim(${column}) AS ${typeName(type)})`;
  return readAs(type, column, time);
}

/** True where a text column holds something that is not of the type. */
export function failsAs(type: ColumnType, column: Sql, time?: TimeCast): Sql {
  return sql`(trim(${column}) <> '' AND (${readAs(type, column, time)}) IS NULL)`;
}

/** Why a value was refused, for a person. */
export const EXPECTED: Readonly<Record<ColumnType, string>> = {
  text: 'not a text',
  integer: 'not a whole number: expected e.g. 42',
  number: 'not a number: expected e.g. 3.14',
  timestamp: ISO_TIME.expected,
  boolean: 'neither true nor false',
};
