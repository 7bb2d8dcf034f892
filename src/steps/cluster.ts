import * as v from 'valibot';
import { ident, join, sql } from '../sql/sql.ts';
import {
  CLUSTER,
  exported,
  idProblems,
  name,
  selected,
  selection,
  selectionProblems,
  SESSION,
} from './columns.ts';
import type { StepKind } from './kind.ts';

const eps = v.pipe(
  v.number('eps must be a number.'),
  v.finite('eps must be a finite number.'),
  v.gtValue(0, 'eps must be above 0.'),
);
const minPts = v.pipe(
  v.number('minPts must be a whole number.'),
  v.integer('minPts must be a whole number.'),
  v.minValue(1, 'minPts must be 1 or more.'),
  v.maxValue(2147483647, 'minPts must be below 2^31.'),
);

const shape = v.strictObject({
  op: v.literal('cluster'),
  as: name,
  from: name,
  id: v.optional(name, SESSION),
  columns: selection,
  method: v.strictObject({ dbscan: v.strictObject({ eps, minPts }) }),
  export: exported,
});

/** DBSCAN (Ester, Kriegel, Sander, Xu, KDD 1996) over the number columns, Euclidean, numbered as scikit-learn does. A row with a null is no point: its cluster is null. */
export const cluster: StepKind<v.InferOutput<typeof shape>> = {
  op: 'cluster',
  station: 'clusters',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => ({
    schema: [
      { name: step.id, type: 'integer' },
      { name: CLUSTER, type: 'integer' },
    ],
    problems: [
      ...selectionProblems(scope, step.from, step.columns),
      ...idProblems(scope, step.from, step.id),
    ],
  }),
  describe: (step) =>
    `DBSCAN, eps ${String(step.method.dbscan.eps)}, minPts ${String(step.method.dbscan.minPts)}`,
  compile: (step, names) => {
    const columns = selected(names.schema(step.from), step.columns).filter(
      (column) => column !== step.id,
    );
    return {
      kind: 'cluster',
      id: step.id,
      method: step.method,
      query: sql`SELECT ${join([ident(step.id), ...columns.map(ident)])}\nFROM ${names.relation(step.from)}\nORDER BY ${ident(step.id)}`,
    };
  },
  facts: (
    _,
    names,
  ) => sql`SELECT count(*)::DOUBLE AS "rows", coalesce(max(${ident(CLUSTER)}) + 1, 0)::DOUBLE AS clusters,
  count(*) FILTER (WHERE ${ident(CLUSTER)} = -1)::DOUBLE AS noise, count(*) FILTER (WHERE ${ident(CLUSTER)} IS NULL)::DOUBLE AS unclustered
FROM ${names.out}`,
  warnings: (step, facts) =>
    facts['unclustered']
      ? [
          `${String(facts['unclustered'])} of ${String(facts['rows'])} rows of ${step.from} have a null feature and are in no cluster.`,
        ]
      : [],
};
