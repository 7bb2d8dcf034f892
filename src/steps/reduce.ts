import * as v from 'valibot';
import { ident, sql } from '../sql/sql.ts';
import { exported, name, selection, SESSION } from './columns.ts';
import type { StepKind } from './kind.ts';
import { matrixColumns, matrixProblems, matrixQuery } from './matrix.ts';
import { pointer } from './problem.ts';

const components = v.pipe(
  v.number('components must be a whole number.'),
  v.integer('components must be a whole number.'),
  v.minValue(1, 'components must be 1 or more.'),
);

const shape = v.strictObject({
  op: v.literal('reduce'),
  as: name,
  from: name,
  id: v.optional(name, SESSION),
  columns: selection,
  method: v.strictObject({ pca: v.strictObject({ components }) }),
  export: exported,
});
type Step = v.InferOutput<typeof shape>;

const componentNames = (step: Step): readonly string[] =>
  Array.from({ length: step.method.pca.components }, (_, i) => `PC${String(i + 1)}`);

/** Share of the variance below which the components leave most out. */
const HALF = 0.5;

/**
 * Principal components (Pearson 1901, Hotelling 1933) of the number columns, centred but not scaled: (id, PC1, PC2, …) by
 * falling variance. A row with a null has no components.
 */
export const reduce: StepKind<Step> = {
  op: 'reduce',
  station: 'features',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => {
    const problems = matrixProblems(step, scope);
    const most = matrixColumns(scope.schema(step.from), step).length;
    const tooMany = problems.length === 0 && step.method.pca.components > most;
    return {
      schema: [
        { name: step.id, type: 'integer' },
        ...componentNames(step).map((column) => ({ name: column, type: 'number' as const })),
      ],
      problems: tooMany
        ? [
            {
              pointer: scope.at + pointer('method', 'pca', 'components'),
              message: `components must be ${String(most)} or less: ${step.from} has no more columns to reduce`,
            },
          ]
        : problems,
    };
  },
  describe: (step) => words(step),
  compile: (step, names) => ({
    kind: 'matrix',
    id: step.id,
    method: { name: 'pca', params: step.method.pca },
    note: `${words(step)}: the directions in which the rows differ most, each at right angles to those before`,
    query: matrixQuery(step, names),
  }),
  facts: (_, names) =>
    sql`SELECT count(*)::DOUBLE AS "rows", count(*) FILTER (WHERE ${ident('PC1')} IS NULL)::DOUBLE AS incomplete FROM ${names.out}`,
  warnings: (step, facts) => {
    const { rows, incomplete, varianceKept } = facts;
    return [
      ...(incomplete
        ? [
            `${String(incomplete)} of ${String(rows)} rows of ${step.from} have a null feature and no components.`,
          ]
        : []),
      ...(varianceKept !== undefined && varianceKept < HALF
        ? [
            `${step.as} keeps ${(varianceKept * 100).toFixed(1)} % of the variance of ${step.from}; most is left out.`,
          ]
        : []),
    ];
  },
};

function words(step: Step): string {
  const { components: count } = step.method.pca;
  return `PCA, ${String(count)} ${count === 1 ? 'component' : 'components'}`;
}
