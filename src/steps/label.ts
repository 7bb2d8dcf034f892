import * as v from 'valibot';
import { ident, sql } from '../sql/sql.ts';
import { CLUSTER, exported, missingColumn, name, ROW, SESSION } from './columns.ts';
import type { StepKind } from './kind.ts';

const shape = v.strictObject({
  op: v.literal('label'),
  as: name,
  from: name,
  clusters: name,
  on: v.optional(name, SESSION),
  export: exported,
});

/** Every event with the cluster of its session; null where it is in no session or its session in no cluster. Rows in = rows out. */
export const label: StepKind<v.InferOutput<typeof shape>> = {
  op: 'label',
  station: 'clusters',
  shape,
  sources: (step) => [step.from, step.clusters],
  check: (step, scope) => ({
    schema: [...scope.schema(step.from), { name: CLUSTER, type: 'integer' }],
    problems: [
      ...missingColumn(scope, step.from, ROW, 'from'),
      ...missingColumn(scope, step.from, step.on, 'on'),
      ...missingColumn(scope, step.clusters, step.on, 'on'),
      ...missingColumn(scope, step.clusters, CLUSTER, 'clusters'),
    ],
  }),
  describe: (step) => `Every row of ${step.from} with its cluster`,
  compile: (step, names) => ({
    kind: 'view',
    parts: ['rows'],
    before: [
      sql`CREATE TABLE ${names.part('rows')} AS
SELECT c.${ident(CLUSTER)} FROM (SELECT ${ident(ROW)}, ${ident(step.on)} FROM ${names.relation(step.from)}) AS e LEFT JOIN ${names.relation(step.clusters)} AS c USING (${ident(step.on)}) ORDER BY e.${ident(ROW)}`,
    ],
    query: sql`SELECT e.*, c.${ident(CLUSTER)}\nFROM ${names.relation(step.from)} AS e POSITIONAL JOIN ${names.part('rows')} AS c`,
  }),
  facts: (
    step,
    names,
  ) => sql`SELECT (SELECT count(*) FROM ${names.relation(step.from)})::DOUBLE AS "rowsIn", count(*)::DOUBLE AS "rowsOut",
  count(*) FILTER (WHERE ${ident(CLUSTER)} IS NULL)::DOUBLE AS unlabelled FROM ${names.out}`,
  warnings: (_, facts) =>
    facts['unlabelled']
      ? [`${String(facts['unlabelled'])} of ${String(facts['rowsIn'])} events have no cluster.`]
      : [],
};
