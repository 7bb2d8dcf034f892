import * as v from 'valibot';
import { ident, join, lit, sql } from '../sql/sql.ts';
import { exported, name, selected, selection, selectionProblems } from './columns.ts';
import type { StepKind } from './kind.ts';

const shape = v.strictObject({
  op: v.literal('describe'),
  as: name,
  from: name,
  columns: selection,
  export: exported,
});

const STATISTICS = [
  'count',
  'nulls',
  'distinct',
  'mean',
  'std',
  'min',
  'q25',
  'median',
  'q75',
  'max',
];

/** One row per number column: count, nulls, distinct, mean, standard deviation (ddof 1), minimum, quartiles, maximum. */
export const describe: StepKind<v.InferOutput<typeof shape>> = {
  op: 'describe',
  station: 'features',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => ({
    schema: [
      { name: 'feature', type: 'text' },
      ...STATISTICS.map((statistic) => ({ name: statistic, type: 'number' as const })),
    ],
    problems: selectionProblems(scope, step.from, step.columns),
  }),
  describe: (step) => `Statistics of ${step.from}`,
  compile: (step, names) => {
    const from = names.relation(step.from);
    const rows = selected(names.schema(step.from), step.columns).map((column) => {
      const x = sql`${ident(column)}::DOUBLE`;
      return sql`SELECT ${lit(column)} AS feature, count(${x})::DOUBLE AS "count", (count(*) - count(${x}))::DOUBLE AS nulls, count(DISTINCT ${x})::DOUBLE AS "distinct",
  favg(${x}) AS mean, stddev_samp(${x}) AS std, min(${x}) AS "min", quantile_cont(${x}, 0.25) AS q25, quantile_cont(${x}, 0.5) AS median, quantile_cont(${x}, 0.75) AS q75, max(${x}) AS "max"
FROM ${from}`;
    });
    return { kind: 'table', query: join(rows, '\nUNION ALL\n') };
  },
};
