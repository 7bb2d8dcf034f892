import { double, ident, lit, sql, type Sql } from '../sql/sql.ts';

/** How the bins of a histogram are laid: of equal width, or of equal ratio over the values above zero. */
export type BinScale = 'linear' | 'log';

/**
 * How many finite values of a numeric expression fall into each of `bins` equal bins: one row per bin that holds any,
 * `bin` (0 …), `n`, and the range `lo` … `hi` of all values that were binned, the same in every row. The last bin includes `hi`.
 */
export function numberBins(
  relation: string,
  value: Sql,
  bins: number,
  scale: BinScale = 'linear',
): Sql {
  const last = lit(bins - 1);
  const place = scale === 'log' ? sql`ln(x)` : sql`x`;
  const above = scale === 'log' ? sql` AND x > 0` : sql``;
  return sql`WITH v AS (SELECT x, ${place} AS place FROM (SELECT ${value} AS x FROM ${ident(relation)}) WHERE isfinite(x)${above}),
r AS (SELECT min(x) AS lo, max(x) AS hi, min(place) AS least_place, max(place) AS most_place FROM v)
SELECT greatest(0, least(${last}, coalesce(TRY_CAST(floor((place - least_place) / nullif(most_place - least_place, 0) * ${double(bins)}) AS INTEGER), 0))) AS bin,
  count(*)::DOUBLE AS n, any_value(lo) AS lo, any_value(hi) AS hi
FROM v, r
GROUP BY bin
ORDER BY bin`;
}
