import * as v from 'valibot';
import { ident, join, sql } from '../sql/sql.ts';
import {
  CLUSTER,
  exported,
  missingColumn,
  missingColumns,
  name,
  names as nameList,
} from './columns.ts';
import type { StepKind } from './kind.ts';

const shape = v.strictObject({
  op: v.literal('distinct'),
  as: name,
  from: name,
  by: v.optional(name, CLUSTER),
  columns: nameList,
  export: exported,
});

/** Distinct values of each column per cluster, nulls not counted; noise last; rows without a cluster are in none (000 [23]). */
export const distinct: StepKind<v.InferOutput<typeof shape>> = {
  op: 'distinct',
  station: 'clusters',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => ({
    schema: [
      scope.schema(step.from).find((c) => c.name === step.by) ?? { name: step.by, type: 'integer' },
      ...step.columns.map((column) => ({ name: column, type: 'number' as const })),
    ],
    problems: [
      ...missingColumn(scope, step.from, step.by, 'by'),
      ...missingColumns(scope, step.from, step.columns, 'columns'),
    ],
  }),
  describe: (step) =>
    `Distinct values of ${String(step.columns.length)} columns for each ${step.by}`,
  compile: (step, names) => {
    const by = ident(step.by);
    const last = step.by === CLUSTER ? sql`${by} < 0, ${by}` : by;
    return {
      kind: 'table',
      query: sql`SELECT ${join([by, ...step.columns.map((column) => sql`count(DISTINCT ${ident(column)})::DOUBLE AS ${ident(column)}`)], ',\n  ')}\nFROM ${names.relation(step.from)}\nWHERE ${by} IS NOT NULL\nGROUP BY ${by}\nORDER BY ${last}`,
    };
  },
};
