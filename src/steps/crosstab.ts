import * as v from 'valibot';
import { ident, sql } from '../sql/sql.ts';
import { CLUSTER, exported, missingColumn, name } from './columns.ts';
import type { StepKind } from './kind.ts';
import { pointer } from './problem.ts';

const shape = v.strictObject({
  op: v.literal('crosstab'),
  as: name,
  from: name,
  by: name,
  across: v.optional(name, CLUSTER),
  export: exported,
});

/** Events by key × cluster, as long rows (key, cluster, n), so that the plan need not know the clusters; widened when shown or exported. */
export const crosstab: StepKind<v.InferOutput<typeof shape>> = {
  op: 'crosstab',
  station: 'clusters',
  long: true,
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => ({
    schema: [
      ...[step.by, step.across].map(
        (column) =>
          scope.schema(step.from).find((c) => c.name === column) ?? {
            name: column,
            type: 'text' as const,
          },
      ),
      { name: 'n', type: 'number' },
    ],
    problems: [
      ...missingColumn(scope, step.from, step.by, 'by'),
      ...missingColumn(scope, step.from, step.across, 'across'),
      ...scope
        .schema(step.from)
        .filter((c) => c.name === step.across && c.type !== 'integer')
        .map(({ type }) => ({
          pointer: scope.at + pointer('across'),
          message: `"${step.across}" holds ${type}; a crosstab goes across whole numbers`,
        })),
    ],
  }),
  describe: (step) => `Events of ${step.from} by ${step.by} and ${step.across}`,
  compile: (step, names) => ({
    kind: 'table',
    query: sql`SELECT ${ident(step.by)}, ${ident(step.across)}, count(*)::DOUBLE AS n\nFROM ${names.relation(step.from)}\nGROUP BY ALL\nORDER BY ${ident(step.by)}, ${ident(step.across)}`,
  }),
};
