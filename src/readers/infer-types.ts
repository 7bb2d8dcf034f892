import type { Cancellable, Database } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, type Sql, sql } from '../sql/sql.ts';
import { typeName } from './casts.ts';
import { PLAIN_INTEGER, PLAIN_NUMBER } from './csv/plain-values.ts';
import { plainIsoTime } from './times/cast.ts';
import { isoKindOf, mixesOffsets, TIMES } from './times/iso-kinds.ts';

/** A leading zero or a plus sign would be lost, so such a column stays text. */
const NUMBER_PATTERN = String.raw`-?(0|[1-9][0-9]*)(\.[0-9]+)?`;
/** As a double itself is written where it is very large or very small. */
const EXPONENT_PATTERN = String.raw`-?[0-9](\.[0-9]+)?e[+-][0-9]{2,3}`;
/** What a double always keeps; of more it keeps those that it would be written with itself. */
const MOST_DIGITS = 15;

/** As programs write it; `1` and `t` are not taken for it. */
const TRUTHS = ['true', 'false', 'True', 'False', 'TRUE', 'FALSE'];

/** What a value is, a bit each, times having several; those of a column's values together decide. */
const INTEGER = 1;
const NUMBER = 2;
const TRUTH = 8;
const TEXT = 16;

/** So many columns have an expression each; more are laid out as rows, for the engine plans a column slowly. */
const FEW_COLUMNS = 32;
/** Of few rows only the planning takes time. */
const FEW_COLUMNS_OF_SAMPLE = 2;
const COLUMNS_AT_ONCE = 500;
const SAMPLE_ROWS = 1000;

/** Finds out the types of text columns from all their values, a table at a time. */
export interface TypeInference {
  /**
   * Looks at the columns of one more relation of so many rows.
   * @param told  what is known of all values of a column in these rows, as `csv/plain-values.ts` tells it; null: nothing.
   */
  look(
    relation: Sql,
    rows: number,
    told: (column: string) => number | null,
    options: Cancellable,
  ): Promise<void>;
  /** Whether any value of a column was seen that is not null. */
  isKnown(column: string): boolean;
  /** Type of a column by all that was seen: integer, number, timestamp or boolean when every value is written as one, else text. */
  typeOf(column: string): ColumnType;
  /** All kinds of values that were seen in a column, as {@link fitsInferred} takes them; 0: none. */
  kindsOf(column: string): number;
}

/** @param columns  names of the columns to look at, the same in every table. */
export function makeTypeInference(database: Database, columns: readonly string[]): TypeInference {
  const kinds = new Map(columns.map((column) => [column, 0]));

  /** @param few  so many columns have an expression each. */
  async function gather(
    some: readonly string[],
    few: number,
    table: Sql,
    limit: Sql,
    options: Cancellable,
  ): Promise<void> {
    const open = some.filter(isOpen);
    const isFew = open.length <= few;
    const step = isFew ? few : COLUMNS_AT_ONCE;
    for (let start = 0; start < open.length; start += step) {
      const part = open.slice(start, start + step);
      const relation = sql`(SELECT ${join(part.map(ident))} FROM ${table} ${limit})`;
      const query = isFew ? kindsOf(part, relation) : kindsOfMany(part, relation);
      const { rows } = await database.rows(query, options);
      const found = isFew ? rows[0] : rows.map(([kind]) => kind ?? null);
      part.forEach((column, i) => {
        add(column, Number(found?.[i] ?? 0));
      });
    }
  }

  function add(column: string, found: number): void {
    kinds.set(column, found | (kinds.get(column) ?? 0));
  }

  /** Whether another value could change what is to be said of a column. */
  function isOpen(column: string): boolean {
    const known = kinds.get(column) ?? 0;
    return known === 0 || typeOf(known) !== 'text' || isTimes(known);
  }

  return {
    async look(relation, rows, told, options) {
      const others = columns.filter(isOpen).filter((column) => {
        const plain = told(column);
        const found = plain === null ? null : kindsOfPlain(plain);
        if (found !== null) add(column, found);
        return found === null;
      });
      // Most text shows itself in the first rows and is not looked at any further.
      const first = sql`LIMIT ${lit(SAMPLE_ROWS)}`;
      await gather(others, FEW_COLUMNS_OF_SAMPLE, relation, first, options);
      if (rows > SAMPLE_ROWS) await gather(others, FEW_COLUMNS, relation, sql``, options);
    },
    isKnown: (column) => kinds.get(column) !== 0,
    typeOf: (column) => typeOf(kinds.get(column) ?? 0),
    kindsOf: (column) => kinds.get(column) ?? 0,
  };
}

/** What values are that are told to be plain ones; null: the text has to be seen. */
function kindsOfPlain(plain: number): number | null {
  if ((plain & ~(PLAIN_INTEGER | PLAIN_NUMBER)) !== 0) return null;
  return (plain & PLAIN_INTEGER ? INTEGER : 0) | (plain & PLAIN_NUMBER ? NUMBER : 0);
}

function isTimes(kinds: number): boolean {
  return kinds !== 0 && (kinds & ~TIMES) === 0;
}

function typeOf(kinds: number): ColumnType {
  if (kinds === INTEGER) return 'integer';
  if (isTimes(kinds)) return mixesOffsets(kinds) ? 'text' : 'timestamp';
  if (kinds === TRUTH) return 'boolean';
  return kinds === NUMBER || kinds === (INTEGER | NUMBER) ? 'number' : 'text';
}

/** One row: the kinds of each column's values. */
function kindsOf(columns: readonly string[], relation: Sql): Sql {
  return sql`SELECT ${join(columns.map((column) => sql`bit_or(${kindOf(ident(column))})`))} FROM ${relation}`;
}

/** The same as one row a column. */
function kindsOfMany(columns: readonly string[], relation: Sql): Sql {
  const values = sql`unnest([${join(columns.map(ident))}])`;
  return sql`SELECT bit_or(${kindOf(sql`value`)}) FROM
    (SELECT ${values} AS value, unnest(range(${lit(columns.length)})) AS position FROM ${relation})
    GROUP BY position ORDER BY position`;
}

/**
 * True where a value that is not null is written as inferred values of the type are.
 * @param kinds  of the column's values so far: a time of another kind has something of its own to be told, or is none.
 */
export function fitsInferred(type: ColumnType, value: Sql, kinds: number): Sql {
  if (type === 'timestamp') return sql`(${kindOf(value)} | ${lit(kinds)} = ${lit(kinds)})`;
  if (type === 'boolean') return sql`(${kindOf(value)} = ${lit(TRUTH)})`;
  return sql`(${kindOf(value)} <= ${lit(type === 'integer' ? INTEGER : type === 'number' ? NUMBER : TEXT)})`;
}

/** A value of which {@link fitsInferred} holds, as its type. */
export function readInferred(type: ColumnType, value: Sql): Sql {
  return type === 'timestamp' ? plainIsoTime(value) : sql`${value}::${typeName(type)}`;
}

/** True of a text that is written as inferred values of a type are: numbers whole or not, times with any offset. */
export function looksLike(type: 'number' | 'timestamp' | 'boolean', value: Sql): Sql {
  const bits = type === 'number' ? INTEGER | NUMBER : type === 'timestamp' ? TIMES : TRUTH;
  return sql`(${kindOf(value)} & ${lit(bits)} <> 0)`;
}

/** The pattern goes first: a cast that fails costs the engine five times as much as a pattern that does not match. */
function kindOf(value: Sql): Sql {
  const most = lit(MOST_DIGITS);
  const hasPoint = sql`contains(${value}, '.')`;
  // Zeros at either end do not count, nor does the point: with it, so many characters are short in any case.
  const short = sql`rtrim(rtrim(${value}, '0'), '.')`;
  const digits = sql`length(ltrim(replace(${short}, '.', ''), '-0'))`;
  const isKept = sql`CASE WHEN length(${value}) <= ${most} + 1 OR ${digits} <= ${most} THEN true
    ELSE ${value}::DOUBLE::VARCHAR IN (${value}, ${short}) END`;
  return sql`CASE WHEN ${value} IS NULL THEN 0
    WHEN regexp_full_match(${value}, ${lit(NUMBER_PATTERN)}) THEN
      CASE WHEN ${hasPoint} THEN CASE WHEN ${isKept} THEN ${lit(NUMBER)} ELSE ${lit(TEXT)} END
        WHEN ${value} = '-0' THEN ${lit(NUMBER)}
        WHEN length(ltrim(${value}, '-')) <= ${most} THEN ${lit(INTEGER)} ELSE ${lit(TEXT)} END
    WHEN contains(${value}, 'e') AND regexp_full_match(${value}, ${lit(EXPONENT_PATTERN)}) THEN
      CASE WHEN ${value}::DOUBLE::VARCHAR = ${value} THEN ${lit(NUMBER)} ELSE ${lit(TEXT)} END
    WHEN ${value} IN (${join(TRUTHS.map(lit))}) THEN ${lit(TRUTH)} ELSE coalesce(${isoKindOf(value)}, ${lit(TEXT)}) END`;
}
