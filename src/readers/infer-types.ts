import type { Cancellable, Database } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, type Sql, sql } from '../sql/sql.ts';

/** A leading zero, a plus sign or an exponent would be lost, so such a column stays text. */
const PLAIN_NUMBER = String.raw`-?(0|[1-9][0-9]*)(\.[0-9]+)?`;
/** What a double keeps. */
const MOST_DIGITS = 15;

/** How far the values of a column go: the least of all its values decides. */
const TEXT = 0;
const NUMBER_RANK = 1;
const INTEGER_RANK = 2;
const NOTHING = 3;

/** So many columns have an expression each; more are laid out as rows, for the engine plans a column slowly. */
const FEW_COLUMNS = 32;
const COLUMNS_AT_ONCE = 500;
const SAMPLE_ROWS = 1000;

/** Finds out the types of text columns from all their values, a table at a time. */
export interface TypeInference {
  /** Looks at the columns of one more relation of so many rows. */
  look(relation: Sql, rows: number, options: Cancellable): Promise<void>;
  /** Whether any value of a column was seen that is not null. */
  isKnown(column: string): boolean;
  /** Type of a column by all that was seen: integer or number when every value is written as one, else text. */
  typeOf(column: string): ColumnType;
}

/** @param columns  names of the columns to look at, the same in every table. */
export function makeTypeInference(database: Database, columns: readonly string[]): TypeInference {
  const ranks = new Map(columns.map((column) => [column, NOTHING]));

  async function lower(table: Sql, limit: Sql, options: Cancellable): Promise<void> {
    const open = columns.filter((column) => ranks.get(column) !== TEXT);
    const step = open.length > FEW_COLUMNS ? COLUMNS_AT_ONCE : FEW_COLUMNS;
    for (let start = 0; start < open.length; start += step) {
      const some = open.slice(start, start + step);
      const relation = sql`(SELECT ${join(some.map(ident))} FROM ${table} ${limit})`;
      const query =
        step === FEW_COLUMNS ? leastRanks(some, relation) : leastRanksOfMany(some, relation);
      const { rows } = await database.rows(query, options);
      const found = step === FEW_COLUMNS ? rows[0] : rows.map(([rank]) => rank ?? null);
      some.forEach((column, i) => {
        ranks.set(column, Math.min(Number(found?.[i] ?? NOTHING), ranks.get(column) ?? NOTHING));
      });
    }
  }

  return {
    async look(relation, rows, options) {
      // Most text shows itself in the first rows and is not looked at any further.
      await lower(relation, sql`LIMIT ${lit(SAMPLE_ROWS)}`, options);
      if (rows > SAMPLE_ROWS) await lower(relation, sql``, options);
    },
    isKnown: (column) => ranks.get(column) !== NOTHING,
    typeOf(column) {
      const rank = ranks.get(column);
      if (rank === INTEGER_RANK) return 'integer';
      return rank === NUMBER_RANK ? 'number' : 'text';
    },
  };
}

/** One row: the least rank of each column. */
function leastRanks(columns: readonly string[], relation: Sql): Sql {
  return sql`SELECT ${join(columns.map((column) => sql`min(${rankOf(ident(column))})`))} FROM ${relation}`;
}

/** The same as one row a column. */
function leastRanksOfMany(columns: readonly string[], relation: Sql): Sql {
  const values = sql`unnest([${join(columns.map(ident))}])`;
  return sql`SELECT min(${rankOf(sql`value`)}) FROM
    (SELECT ${values} AS value, unnest(range(${lit(columns.length)})) AS position FROM ${relation})
    GROUP BY position ORDER BY position`;
}

/** True where a value that is not null is written as inferred values of the type are. */
export function fitsInferred(type: ColumnType, value: Sql): Sql {
  const least = lit(type === 'integer' ? INTEGER_RANK : type === 'number' ? NUMBER_RANK : TEXT);
  return sql`(${rankOf(value)} >= ${least})`;
}

/** The pattern goes first: a cast that fails costs the engine five times as much as a pattern that does not match. */
function rankOf(value: Sql): Sql {
  const most = lit(MOST_DIGITS);
  const hasPoint = sql`contains(${value}, '.')`;
  // Zeros at the beginning do not count, nor does the point: with it, so many characters are short in any case.
  const digits = sql`(length(${value}) <= ${most} + 1 OR length(ltrim(replace(${value}, '.', ''), '-0')) <= ${most})`;
  return sql`CASE WHEN ${value} IS NULL THEN ${lit(NOTHING)}
    WHEN NOT regexp_full_match(${value}, ${lit(PLAIN_NUMBER)}) THEN ${lit(TEXT)}
    WHEN ${hasPoint} THEN CASE WHEN ${digits} THEN ${lit(NUMBER_RANK)} ELSE ${lit(TEXT)} END
    WHEN ${value} = '-0' THEN ${lit(NUMBER_RANK)}
    WHEN length(ltrim(${value}, '-')) <= ${most} THEN ${lit(INTEGER_RANK)} ELSE ${lit(TEXT)} END`;
}
