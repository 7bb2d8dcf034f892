import type { ColumnType } from '../engine/table.ts';
import { lit, type Sql, sql } from '../sql/sql.ts';
import { failsAs, readAs, typeName } from './casts.ts';
import { fitsInferred, readInferred } from './infer-types.ts';
import { hasOwnZone, ISO_TIME, type TimeCast } from './times/cast.ts';
import { hasBare, hasFineDigits, hasOwn, hasPlainClock } from './times/iso-kinds.ts';

/** Occurs in the engine's error when a value is not as the statement expects. */
export const UNEXPECTED = 'spoor: a value is not of the expected type';

/**
 * A text column as a type, quickly: a value that the engine would write just as it stands is taken as it is, any other is
 * read with care, and one that does not fit ends the statement with an error that holds {@link UNEXPECTED}.
 * @param kinds     of the values so far: of a type that was found in them, and of times; a time of another kind is unexpected.
 * @param declared  whether the type was not found in the values.
 * @param time      how times are written; absent: ISO 8601.
 */
export function readQuickly(
  type: ColumnType,
  kinds: number,
  declared: boolean,
  column: Sql,
  time?: TimeCast,
): Sql {
  if (type === 'text') return column;
  const refused = sql`error(${lit(UNEXPECTED)})::${typeName(type)}`;
  if (type === 'timestamp' && time) return readTime(time, kinds, column, refused);
  const cast = sql`TRY_CAST(${column} AS ${typeName(type)})`;
  const careful = declared
    ? sql`CASE WHEN ${failsAs(type, column)} ${unseen(type, kinds, column)} THEN ${refused} ELSE ${readAs(type, column)} END`
    : sql`CASE WHEN ${fitsInferred(type, column, kinds)} THEN ${readInferred(type, column)} ELSE ${refused} END`;
  const mayBePlain = type !== 'timestamp' || hasPlainClock(kinds);
  const plain = mayBePlain ? isPlain(type, declared, column, cast) : null;
  return sql`CASE WHEN ${column} IS NULL THEN NULL ${plain ? sql`WHEN ${plain} THEN ${cast}` : sql``} ELSE ${careful} END`;
}

/** A time in a way that a person said or that was found out. */
function readTime(
  { read, losesDigits: loses }: TimeCast,
  kinds: number,
  column: Sql,
  refused: Sql,
): Sql {
  const value = sql`trim(${column})`;
  const lossless =
    loses && !hasFineDigits(kinds) ? sql`WHEN ${loses(value)} THEN ${refused}` : sql``;
  return sql`CASE WHEN ${column} IS NULL OR ${value} = '' THEN NULL ${lossless} ELSE coalesce(${read(value)}, ${refused}) END`;
}

/** Or the time is written in a way that was not seen yet, and has to be counted: with digits that are cut off, with an offset, without one. */
function unseen(type: ColumnType, kinds: number, column: Sql): Sql {
  if (type !== 'timestamp') return sql``;
  const value = sql`trim(${column})`;
  const loses = hasFineDigits(kinds) ? null : ISO_TIME.losesDigits;
  const own = hasOwn(kinds) ? sql`` : sql`OR ${hasOwnZone(value)}`;
  const bare = hasBare(kinds) ? sql`` : sql`OR (${value} <> '' AND NOT ${hasOwnZone(value)})`;
  return sql`${loses ? sql`OR ${loses(value)}` : sql``} ${own} ${bare}`;
}

/** True where the value is written as the engine writes it, and so can mean nothing else; null where the type has no such form. */
function isPlain(type: ColumnType, declared: boolean, column: Sql, cast: Sql): Sql | null {
  const same = sql`${cast}::VARCHAR = ${column}`;
  switch (type) {
    case 'integer':
      return declared ? same : sql`(length(${column}) <= 15 AND ${same})`;
    case 'number':
      // Not `inf`; of a number found in the values a double keeps all digits, and how they are written.
      return declared
        ? sql`(isfinite(${cast}) AND ${same})`
        : sql`((length(${column}) <= 15 AND TRY_CAST(${column} AS BIGINT)::VARCHAR = ${column}) OR (isfinite(${cast}) AND ${same}))`;
    case 'timestamp':
      // The engine writes years before 1 with "(BC)", and years past 9999 longer.
      return sql`(length(${column}) BETWEEN 19 AND 26 AND NOT contains(${column}, '(') AND isfinite(${cast}) AND substr(${column}, 11, 1) = ' ' AND ${same})`;
    case 'boolean':
    case 'text':
      return null;
  }
}
