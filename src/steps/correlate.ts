import * as v from 'valibot';
import { ident, join, lit, sql, type Sql } from '../sql/sql.ts';
import { exported, name, selected, selection, selectionProblems } from './columns.ts';
import type { StepKind } from './kind.ts';

const shape = v.strictObject({
  op: v.literal('correlate'),
  as: name,
  from: name,
  columns: selection,
  export: exported,
});

/** Pearson's correlation of all pairs of number columns, over the rows where both have a value; null with a constant. One row and one column per feature. */
export const correlate: StepKind<v.InferOutput<typeof shape>> = {
  op: 'correlate',
  station: 'features',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => ({
    schema: [
      { name: 'feature', type: 'text' },
      ...selected(scope.schema(step.from), step.columns).map((column) => ({
        name: column,
        type: 'number' as const,
      })),
    ],
    problems: [...selectionProblems(scope, step.from, step.columns)],
  }),
  describe: (step) => `Pearson correlation of ${step.from}`,
  compile: (step, names) => {
    const columns = selected(names.schema(step.from), step.columns);
    const cell = (i: number, j: number) =>
      ident(`r ${String(Math.min(i, j))} ${String(Math.max(i, j))}`);
    const pairs = columns.flatMap((a, i) =>
      columns
        .slice(i)
        .map((b, k) => sql`${pearson(ident(a), ident(b), k === 0)} AS ${cell(i, i + k)}`),
    );
    const rows = columns.map(
      (feature, i) =>
        sql`SELECT ${lit(feature)} AS feature, ${join(columns.map((column, j) => sql`${cell(i, j)} AS ${ident(column)}`))} FROM pairs`,
    );
    return {
      kind: 'table',
      query: sql`WITH pairs AS (SELECT ${join(pairs, ',\n  ')}\nFROM ${names.relation(step.from)})\n${join(rows, '\nUNION ALL\n')}`,
    };
  },
};

/** DuckDB gives NaN where a variance is 0. */
function pearson(a: Sql, b: Sql, same: boolean): Sql {
  const r = sql`corr(${a}::DOUBLE, ${b}::DOUBLE)`;
  return same
    ? sql`CASE WHEN min(${a}) < max(${a}) THEN 1::DOUBLE END`
    : sql`CASE WHEN NOT isnan(${r}) THEN least(1, greatest(-1, ${r}))::DOUBLE END`;
}
