import type { ColumnType } from '../sql/schema.ts';
import { ident, lit, sql, type Sql } from '../sql/sql.ts';
import { numberBins } from './number-bins.ts';

/** Whether a column's values are shown along an axis; others are shown by how often they occur. */
export function hasAxis(type: ColumnType): boolean {
  return type === 'number' || type === 'integer' || type === 'timestamp';
}

/** Histogram of a column of numbers or times, as {@link numberBins} gives it; times are seconds since 1970 UTC. */
export function columnHistogram(
  relation: string,
  column: string,
  type: ColumnType,
  bins: number,
): Sql {
  const value =
    type === 'timestamp'
      ? sql`epoch_us(${ident(column)}) / 1e6::DOUBLE`
      : sql`${ident(column)}::DOUBLE`;
  return numberBins(relation, value, bins);
}

/** The `most` values that occur most often, with their counts: `value`, `n`. Ties go to the smaller value; null is none. */
export function topValues(relation: string, column: string, most: number): Sql {
  const name = ident(column);
  return sql`SELECT ${name}::VARCHAR AS "value", count(*)::DOUBLE AS n FROM ${ident(relation)}
WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY n DESC, ${name} LIMIT ${lit(most)}`;
}
