import type { ColumnType } from '../engine/table.ts';
import { lit, type Sql, sql } from '../sql/sql.ts';

/** ISO 8601 with `T` or a space; seconds, fraction and zone (`Z`, `+02:00`, `+0200`, `+02`) may be absent. */
const TIMESTAMP = String.raw`\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]([01]\d)(:?[0-5]\d)?)?)?`;
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
 * The engine's own casts alone would take `infinity`, `0x1F`, `1_000`, round `1.5` to an integer, and drop the zone of a
 * time: casting to TIMESTAMPTZ keeps it, and without ICU that is UTC.
 */
export function readAs(type: ColumnType, column: Sql): Sql {
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
      return sql`CASE WHEN ${like(TIMESTAMP)} THEN TRY_CAST(${withSeconds(value)} AS TIMESTAMPTZ)::TIMESTAMP END`;
    case 'boolean':
      return sql`CASE lower(${value}) WHEN 'true' THEN true WHEN 't' THEN true WHEN 'yes' THEN true WHEN '1' THEN true
        WHEN 'false' THEN false WHEN 'f' THEN false WHEN 'no' THEN false WHEN '0' THEN false END`;
  }
}

/** The engine reads no zone after hours and minutes alone. */
function withSeconds(time: Sql): Sql {
  return sql`CASE WHEN length(${time}) > 16 AND substr(${time}, 17, 1) <> ':'
    THEN substr(${time}, 1, 16) || ':00' || substr(${time}, 17) ELSE ${time} END`;
}

/** True where a text column holds something that is not of the type. */
export function failsAs(type: ColumnType, column: Sql): Sql {
  return sql`(trim(${column}) <> '' AND (${readAs(type, column)}) IS NULL)`;
}

/** Why a value was refused, for a person. */
export const EXPECTED: Readonly<Record<ColumnType, string>> = {
  text: 'not a text',
  integer: 'not a whole number: expected e.g. 42',
  number: 'not a number: expected e.g. 3.14',
  timestamp: 'not a time: expected e.g. 2020-01-17 09:03:00',
  boolean: 'neither true nor false',
};
