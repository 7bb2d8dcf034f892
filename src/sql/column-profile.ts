import type { Column } from './schema.ts';
import { ident, lit, sql, type Sql } from './sql.ts';

/**
 * How often each value of a column occurs: `v`, `n`; null is a value here. With `part`, only the values of one part of
 * `of`, which share none, so that counts of the parts add up to those of the whole.
 */
export function valueCounts(
  column: string,
  from: Sql,
  part?: { readonly index: number; readonly of: number },
): Sql {
  const x = ident(column);
  const where = part ? sql` WHERE hash(${x}) % ${lit(part.of)} = ${lit(part.index)}` : sql``;
  return sql`SELECT ${x} AS v, count(*) AS n FROM ${from}${where} GROUP BY ALL`;
}

/** Mean of a DOUBLE over a relation, and its standard deviation (ddof 1) in two passes, exact to the last bits where one pass is not. */
export function meanAndDeviation(number: Sql, from: Sql): readonly [Sql, Sql] {
  const mean = sql`(SELECT favg(${number}) FROM ${from})`;
  return [
    mean,
    sql`(SELECT sqrt(fsum(d * d) / nullif(count(d) - 1, 0)) FROM (SELECT ${number} - ${mean} AS d FROM ${from}))`,
  ];
}

/**
 * One row: column, type, rows, nulls, distinct, min, max, top, freq, mean, std, q25, median, q75. Ties of top go to the
 * smallest value; counts are DOUBLE, values are text.
 * @param number  what of the column's values is a number (DOUBLE); null where nothing is.
 */
export function columnProfile(column: Column, from: Sql, number: Sql | null): Sql {
  const summary = sql`SELECT coalesce(sum(n), 0)::DOUBLE AS "rows", coalesce(sum(n) FILTER (WHERE v IS NULL), 0)::DOUBLE AS nulls,
    count(v)::DOUBLE AS "distinct", min(v) AS least, max(v) AS most, max(n) FILTER (WHERE v IS NOT NULL) AS freq FROM counts`;
  const [mean, std] = number
    ? meanAndDeviation(number, from)
    : [sql`NULL::DOUBLE`, sql`NULL::DOUBLE`];
  const quartiles = number
    ? sql`(SELECT quantile_cont(${number}, [0.25, 0.5, 0.75]) FROM ${from})`
    : sql`NULL::DOUBLE[]`;
  return sql`(WITH counts AS MATERIALIZED (${valueCounts(column.name, from)}), summary AS (${summary}), moments AS (SELECT ${mean} AS mean, ${std} AS std, ${quartiles} AS q)
SELECT ${lit(column.name)} AS "column", ${lit(column.type)} AS "type", "rows", nulls, "distinct", least::VARCHAR AS "min", most::VARCHAR AS "max",
  (SELECT min(v) FROM counts, summary WHERE n = freq)::VARCHAR AS top, freq::DOUBLE AS freq,
  mean, std, q[1] AS q25, q[2] AS median, q[3] AS q75 FROM summary, moments)`;
}
