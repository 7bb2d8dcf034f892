import { ident, sql, type Sql } from '../sql/sql.ts';
import { ROW } from './columns.ts';

/** A way to make one value of the values that a group has in a column. */
export interface Fold {
  readonly needs: 'any' | 'number' | 'timestamp';
  readonly gives: 'number' | 'same';
  /** Goes by the order of reading. */
  readonly ordered?: boolean;
  readonly compile: (column: Sql) => Sql;
  /** The same for a group of one row, without a group. */
  readonly ofOne: (column: Sql) => Sql;
}

const row = ident(ROW);
const itself = (c: Sql) => c;
const asNumber = (c: Sql) => sql`${c}::DOUBLE`;
const ifThere = (value: Sql) => (c: Sql) => sql`CASE WHEN ${c} IS NOT NULL THEN ${value} END`;
const ofNumbers = (compile: Fold['compile'], ofOne: Fold['ofOne'] = asNumber): Fold => ({
  needs: 'number',
  gives: 'number',
  compile,
  ofOne,
});

/** The menu of aggregates. Nulls are no values: distinct, mean and the rest ignore them. Variance and standard deviation have ddof 1. Ties of top go to the smallest value. */
export const FOLDS: Readonly<Record<string, Fold>> = {
  distinct: {
    needs: 'any',
    gives: 'number',
    compile: (c) => sql`count(DISTINCT ${c})::DOUBLE`,
    ofOne: (c) => sql`(${c} IS NOT NULL)::DOUBLE`,
  },
  min: { needs: 'any', gives: 'same', compile: (c) => sql`min(${c})`, ofOne: itself },
  max: { needs: 'any', gives: 'same', compile: (c) => sql`max(${c})`, ofOne: itself },
  mean: ofNumbers((c) => sql`favg(${c}::DOUBLE)`),
  sum: ofNumbers((c) => sql`fsum(${c}::DOUBLE)`),
  variance: ofNumbers(
    (c) => sql`var_samp(${c}::DOUBLE)`,
    () => sql`NULL::DOUBLE`,
  ),
  standardDeviation: ofNumbers(
    (c) => sql`stddev_samp(${c}::DOUBLE)`,
    () => sql`NULL::DOUBLE`,
  ),
  range: ofNumbers(
    (c) => sql`max(${c})::DOUBLE - min(${c})::DOUBLE`,
    (c) => sql`${c}::DOUBLE - ${c}::DOUBLE`,
  ),
  spanSeconds: {
    needs: 'timestamp',
    gives: 'number',
    compile: (c) => sql`(epoch_us(max(${c})) - epoch_us(min(${c}))) / 1e6::DOUBLE`,
    ofOne: ifThere(sql`0::DOUBLE`),
  },
  first: {
    needs: 'any',
    gives: 'same',
    ordered: true,
    compile: (c) => sql`first(${c} ORDER BY ${row}) FILTER (WHERE ${c} IS NOT NULL)`,
    ofOne: itself,
  },
  last: {
    needs: 'any',
    gives: 'same',
    ordered: true,
    compile: (c) => sql`last(${c} ORDER BY ${row}) FILTER (WHERE ${c} IS NOT NULL)`,
    ofOne: itself,
  },
  top: {
    needs: 'any',
    gives: 'same',
    compile: (c) =>
      sql`list_sort(map_keys(map_from_entries(list_filter(map_entries(histogram(${c})), entry -> entry.value = list_max(map_values(histogram(${c})))))))[1]`,
    ofOne: itself,
  },
  freq: {
    needs: 'any',
    gives: 'number',
    compile: (c) => sql`list_max(map_values(histogram(${c})))::DOUBLE`,
    ofOne: ifThere(sql`1::DOUBLE`),
  },
};
