import * as v from 'valibot';
import { ident, sql } from '../sql/sql.ts';
import {
  CLUSTER_METHODS,
  givenMethods,
  METHOD_COLUMNS,
  METHOD_NAMES,
  methodNote,
  methodsShape,
  methodWords,
} from './cluster-methods.ts';
import { CLUSTER, exported, name, selection, SESSION } from './columns.ts';
import type { StepKind } from './kind.ts';
import { matrixProblems, matrixQuery } from './matrix.ts';
import { didYouMean } from './problem.ts';

/** `method` holds one method or more; `use` names the one to use. The step itself keeps that one alone. */
const shape = v.pipe(
  v.strictObject({
    op: v.literal('cluster'),
    as: name,
    from: name,
    id: v.optional(name, SESSION),
    columns: selection,
    use: v.optional(v.string('use names a method in quotes.')),
    method: methodsShape,
    export: exported,
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { use, method: methods, ...step } = dataset.value;
    const given = givenMethods(methods);
    const names = given.map((method) => method.name);
    const method = use === undefined ? given[0] : given.find((one) => one.name === use);
    if (method && (use !== undefined || given.length === 1)) return { ...step, method };
    const key = given.length === 0 ? 'method' : 'use';
    const input = dataset.value;
    addIssue({
      message: methodProblem(names, use),
      path: [{ type: 'object', origin: 'value', input, key, value: input[key] }],
    });
    return NEVER;
  }),
);

function methodProblem(given: readonly string[], use: string | undefined): string {
  if (given.length === 0) return `A method is needed: ${CLUSTER_METHODS.join(', ')}.`;
  return use === undefined
    ? `method holds ${given.join(' and ')}; use says which one to use`
    : `no method "${use}" in this step; it has ${given.join(', ')}${didYouMean(use, given)}`;
}

/**
 * Clusters of the rows by their number columns, Euclidean. DBSCAN (Ester, Kriegel, Sander, Xu, KDD 1996) is numbered as
 * scikit-learn does, k-means by the lowest row, HDBSCAN (Campello, Moulavi, Sander, PAKDD 2013) by its tree; −1 is noise.
 * HDBSCAN also says how much a row is of its cluster (probability) and how much it stands out (outlier_score, GLOSH).
 * A row with a null is no point: all but its id is null.
 */
export const cluster: StepKind<v.InferOutput<typeof shape>> = {
  op: 'cluster',
  station: 'clusters',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => ({
    schema: [
      { name: step.id, type: 'integer' },
      { name: CLUSTER, type: 'integer' },
      ...METHOD_COLUMNS[step.method.name].map((column) => ({
        name: column,
        type: 'number' as const,
      })),
    ],
    problems: matrixProblems(step, scope),
  }),
  describe: (step) => methodWords(step.method),
  method: (step) => METHOD_NAMES[step.method.name],
  relevant: ({ method, ...step }) => ({ ...step, method: { [method.name]: method.params } }),
  compile: (step, names) => ({
    kind: 'matrix',
    id: step.id,
    method: step.method,
    note: methodNote(step.method),
    query: matrixQuery(step, names),
  }),
  facts: (
    _,
    names,
  ) => sql`SELECT count(*)::DOUBLE AS "rows", coalesce(max(${ident(CLUSTER)}) + 1, 0)::DOUBLE AS clusters,
  count(*) FILTER (WHERE ${ident(CLUSTER)} = -1)::DOUBLE AS noise, count(*) FILTER (WHERE ${ident(CLUSTER)} IS NULL)::DOUBLE AS unclustered
FROM ${names.out}`,
  warnings: (step, facts) => [
    ...(facts['unclustered']
      ? [
          `${String(facts['unclustered'])} of ${String(facts['rows'])} rows of ${step.from} have a null feature and are in no cluster.`,
        ]
      : []),
    ...(facts['converged'] === 0
      ? [
          `k-means on ${step.from} was still moving rows when it stopped after ${String(facts['iterations'])} rounds.`,
        ]
      : []),
  ],
};
