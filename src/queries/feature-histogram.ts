import { ident, sql, type Sql } from '../sql/sql.ts';
import { type BinScale, numberBins } from './number-bins.ts';

/** Histogram of a number column, as {@link numberBins} gives it. */
export function featureHistogram(
  relation: string,
  column: string,
  bins: number,
  scale: BinScale = 'linear',
): Sql {
  return numberBins(relation, sql`${ident(column)}::DOUBLE`, bins, scale);
}
